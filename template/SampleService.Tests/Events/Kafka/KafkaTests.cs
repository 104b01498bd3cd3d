using System.Text;
using Confluent.Kafka;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Events through a real Kafka.</summary>
public sealed class KafkaTests : BrokerTests
{
    protected override async Task SendAsync(string broker, string text)
    {
        var settings = new ProducerConfig(KafkaNames.Settings(broker).ToDictionary());
        using var producer = new ProducerBuilder<Null, byte[]>(settings).Build();
        var message = new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(text) };
        await producer.ProduceAsync(KafkaNames.Topic(ServiceInfo.Name + "."), message);
    }
}

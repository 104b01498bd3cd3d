using Confluent.Kafka;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>The cluster of three brokers that Kafka's own client simulates, on the loopback address, as long as this lives.</summary>
internal sealed class KafkaCluster : IDisposable
{
    private readonly IProducer<Null, Null> _client;

    private KafkaCluster(IProducer<Null, Null> client, string connection) => (_client, Connection) = (client, connection);

    /// <summary>The connection string of the service.</summary>
    public string Connection { get; }

    public static KafkaCluster Start()
    {
        var settings = new Dictionary<string, string> { ["test.mock.num.brokers"] = "3", ["bootstrap.servers"] = "mock" };
        var client = new ProducerBuilder<Null, Null>(new ProducerConfig(settings)).Build();
        using var admin = new DependentAdminClientBuilder(client.Handle).Build();
        var brokers = admin.GetMetadata(TimeSpan.FromSeconds(30)).Brokers;
        Assert.That(brokers, Has.Count.EqualTo(3));
        var hosts = string.Join(',', brokers.Select(static broker => $"{broker.Host}:{broker.Port}"));
        // When one leaves a group, this cluster waits until its session would have ended before another is heard.
        return new(client, $"bootstrap.servers={hosts};session.timeout.ms=3000;heartbeat.interval.ms=500");
    }

    public void Dispose() => _client.Dispose();
}

using System.Text;
using RabbitMQ.Client;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Events through a real RabbitMQ.</summary>
public sealed class RabbitMqTests : BrokerTests
{
    protected override async Task SendAsync(string broker, string text)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", RabbitMqNames.Queue, mandatory: true, Encoding.UTF8.GetBytes(text));
    }
}

using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>Somebody else at the broker, who announces events of the stall and looks into its queues.</summary>
internal sealed class Events : IAsyncDisposable
{
    /// <summary>The queue of the service.</summary>
    public const string Queue = "stall";

    /// <summary>What it could not read.</summary>
    public const string DeadQueue = "stall.dead";

    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public static async Task<Events> ConnectAsync(string connection)
    {
        var events = new Events();
        events._connection = await new ConnectionFactory { Uri = new Uri(connection) }.CreateConnectionAsync();
        events._channel = await events._connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        return events;
    }

    /// <summary>A sale as the stall itself writes it.</summary>
    public static string Sale(string item, object pieces, Guid? id = null) =>
        JsonSerializer.Serialize(
            new
            {
                specversion = "1.0",
                id = id ?? Guid.CreateVersion7(),
                source = "/elsewhere",
                type = StallBlueprint.Event,
                time = DateTimeOffset.UtcNow,
                subject = item,
                partitionkey = item,
                data = new
                {
                    saleId = Guid.NewGuid(),
                    itemId = item,
                    pieces,
                },
            }
        );

    /// <summary>Hands a message to whoever waits for sales; returned from once the broker has it.</summary>
    public async Task PublishAsync(string message) => await SendAsync("events", StallBlueprint.Event, message);

    /// <summary>Puts a message into a queue.</summary>
    public async Task PutAsync(string queue, string message) => await SendAsync("", queue, message);

    /// <summary>How many messages lie in a queue and are in nobody's hands.</summary>
    public Task<uint> CountAsync(string queue) => _channel.MessageCountAsync(queue);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private ValueTask SendAsync(string exchange, string key, string message) =>
        _channel.BasicPublishAsync(
            exchange,
            key,
            mandatory: true,
            new BasicProperties { DeliveryMode = DeliveryModes.Persistent },
            Encoding.UTF8.GetBytes(message)
        );
}

using RabbitMQ.Client;

namespace SampleService.Infrastructure;

/// <summary>What the service has in RabbitMQ.</summary>
internal static class RabbitMqNames
{
    /// <summary>The connection string: amqp://user:password@host:5672/ or amqps for TLS.</summary>
    public const string Setting = "RabbitMq";

    /// <summary>Where events are published, by their type as routing key.</summary>
    public const string Exchange = "events";

    /// <summary>What the service waits for.</summary>
    public static string Queue => ServiceInfo.Name;

    /// <summary>What it could not read.</summary>
    public static string DeadQueue => ServiceInfo.Name + ".dead";

    /// <summary>Declares all of it; what is there already stays.</summary>
    public static async Task DeclareAsync(IChannel channel, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        if (types.Count == 0)
            return;
        await channel.ExchangeDeclareAsync(DeadQueue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await QueueAsync(channel, DeadQueue, [], cancellationToken);
        await channel.QueueBindAsync(DeadQueue, DeadQueue, "", cancellationToken: cancellationToken);
        await QueueAsync(
            channel,
            Queue,
            new()
            {
                ["x-dead-letter-exchange"] = DeadQueue,
                // A dead letter leaves the queue once the other has it; for that the queue has to refuse rather than drop.
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
                ["x-single-active-consumer"] = true,
            },
            cancellationToken
        );
        foreach (var type in types)
            await channel.QueueBindAsync(Queue, Exchange, type, cancellationToken: cancellationToken);
    }

    private static Task<QueueDeclareOk> QueueAsync(
        IChannel channel,
        string name,
        Dictionary<string, object?> arguments,
        CancellationToken cancellationToken
    )
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(
            name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            arguments,
            cancellationToken: cancellationToken
        );
    }
}

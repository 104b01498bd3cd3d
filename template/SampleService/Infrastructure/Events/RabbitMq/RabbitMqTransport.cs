using System.Net.Security;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SampleService.Infrastructure;

/// <summary>
/// Events through RabbitMQ. Each is confirmed before it leaves the outbox; what is received lies in a quorum queue of the service, which
/// one instance reads at a time, lest the order be lost. One connection; whoever receives opens it anew when it breaks.
/// </summary>
internal sealed class RabbitMqTransport(EventReceiver receiver, IConfiguration configuration, ILogger<RabbitMqTransport> logger)
    : IEventTransport,
        IDisposable
{
    private const ushort Unacknowledged = 50;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly CreateChannelOptions s_confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    private readonly SemaphoreSlim _publishing = new(1, 1);
    private volatile IChannel? _publisher;

    public string Name => "RabbitMQ";

    public string? Missing => _publisher is { IsOpen: true } ? null : "RabbitMQ can't be reached: events wait in the outbox.";

    public async Task PublishAsync(EventEnvelope told, CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken);
        try
        {
            var channel = _publisher ?? throw new IOException("RabbitMQ is away.");
            var properties = new BasicProperties
            {
                DeliveryMode = DeliveryModes.Persistent,
                ContentType = "application/cloudevents+json",
                MessageId = told.Id.ToString(),
                Type = told.Type,
            };
            await channel.BasicPublishAsync(
                RabbitMqNames.Exchange,
                told.Type,
                mandatory: false,
                properties,
                told.ToBytes(),
                cancellationToken
            );
        }
        finally
        {
            _publishing.Release();
        }
    }

    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var publisher = await connection.CreateChannelAsync(s_confirmed, cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task CloseAsync(object _, ShutdownEventArgs reason)
        {
            closed.TrySetException(new IOException(reason.ReplyText));
            return Task.CompletedTask;
        }

        connection.ConnectionShutdownAsync += CloseAsync;
        channel.ChannelShutdownAsync += CloseAsync;
        publisher.ChannelShutdownAsync += CloseAsync;
        // What is published before anybody receives it waits in the queue, so the queue comes first.
        await RabbitMqNames.DeclareAsync(channel, receiver.Types, cancellationToken);
        _publisher = publisher;
        try
        {
            if (receiver.Types.Count > 0)
            {
                await channel.BasicQosAsync(0, Unacknowledged, global: false, cancellationToken);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, message) => TakeAsync(channel, message, cancellationToken);
                await channel.BasicConsumeAsync(RabbitMqNames.Queue, autoAck: false, consumer, cancellationToken);
            }

            await closed.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _publisher = null;
        }
    }

    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(s_confirmed, cancellationToken);
        await RabbitMqNames.DeclareAsync(channel, receiver.Types, cancellationToken);
        var dead = await channel.MessageCountAsync(RabbitMqNames.DeadQueue, cancellationToken);
        for (var replayed = 0; replayed < dead; replayed++)
        {
            if (await channel.BasicGetAsync(RabbitMqNames.DeadQueue, autoAck: false, cancellationToken) is not { } message)
                return replayed;
            var properties = new BasicProperties(message.BasicProperties);
            await channel.BasicPublishAsync("", RabbitMqNames.Queue, mandatory: true, properties, message.Body, cancellationToken);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
        }

        return (int)dead;
    }

    public void Dispose() => _publishing.Dispose();

    private Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(configuration.GetConnectionString(RabbitMqNames.Setting)!),
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = ServiceInfo.Name,
            RequestedHeartbeat = TimeSpan.FromSeconds(15),
        };
        // An address with amqps lets a certificate be of another host, unless told otherwise afterwards.
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
        return factory.CreateConnectionAsync(cancellationToken);
    }

    private async Task TakeAsync(IChannel channel, BasicDeliverEventArgs message, CancellationToken stopped)
    {
        if (EventEnvelope.Of(message.Body.Span) is not { } told)
        {
            logger.LogError("A message that is no event goes to {Queue}", RabbitMqNames.DeadQueue);
            await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: false, stopped);
            return;
        }

        // While the database is away the message stays where it is, and those behind it, too: given back, it would come out of its order.
        while (channel.IsOpen)
        {
            try
            {
                await receiver.TakeAsync(told, stopped);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stopped);
                return;
            }
            catch (Exception problem) when (!stopped.IsCancellationRequested && channel.IsOpen)
            {
                logger.LogError(problem, "{Event} can't be stored", told.Id);
                await Task.Delay(s_pause, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace SampleService.Infrastructure;

/// <summary>
/// Events through a queue of Amazon SQS: a FIFO queue, with the key as its message group, or a standard one, which keeps no order. A
/// message is deleted once it is stored; until then it comes again when its visibility ends, and is a dead letter after a few times.
/// </summary>
internal sealed class SqsTransport(EventReceiver receiver, IConfiguration configuration, ILogger<SqsTransport> logger)
    : IEventTransport,
        IDisposable
{
    private const int Most = 10;
    private readonly string _connection = configuration.GetConnectionString(SqsQueues.Setting)!;
    private readonly AmazonSQSClient _client = SqsQueues.Client(configuration.GetConnectionString(SqsQueues.Setting)!);
    private volatile SqsQueues? _queues;

    public string Name => "Amazon SQS";

    public string? Missing => _queues is null ? "Amazon SQS can't be reached: events wait in the outbox." : null;

    public Task PublishAsync(EventEnvelope told, CancellationToken cancellationToken)
    {
        var queues = _queues ?? throw new IOException("Amazon SQS is away.");
        return SendAsync(queues, Encoding.UTF8.GetString(told.ToBytes()), told.Key, told.Id.ToString(), cancellationToken);
    }

    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var queues = await SqsQueues.OpenAsync(_client, _connection, cancellationToken);
            _queues = queues;
            while (!cancellationToken.IsCancellationRequested)
            {
                foreach (var message in await MessagesAsync(queues.Events, 5, cancellationToken))
                    await TakeAsync(queues, message, cancellationToken);
            }
        }
        finally
        {
            _queues = null;
        }
    }

    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        var queues = await SqsQueues.OpenAsync(_client, _connection, cancellationToken);
        // Not more than there are now: what can't be read this time either comes back while this goes on.
        var counted = await _client.GetQueueAttributesAsync(queues.Dead, ["ApproximateNumberOfMessages"], cancellationToken);
        var replayed = 0;
        while (
            replayed < counted.ApproximateNumberOfMessages
            && await MessagesAsync(queues.Dead, 1, cancellationToken) is { Count: > 0 } messages
        )
        {
            foreach (var message in messages)
            {
                var group = message.Attributes?.GetValueOrDefault("MessageGroupId") ?? "replayed";
                await SendAsync(queues, message.Body, group, $"{message.MessageId}-{DateTimeOffset.UtcNow.Ticks}", cancellationToken);
                await _client.DeleteMessageAsync(queues.Dead, message.ReceiptHandle, cancellationToken);
                replayed++;
            }
        }

        return replayed;
    }

    public void Dispose() => _client.Dispose();

    private async Task<List<Message>> MessagesAsync(string queue, int seconds, CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = queue,
            MaxNumberOfMessages = Most,
            WaitTimeSeconds = seconds,
            MessageSystemAttributeNames = ["All"],
        };
        return (await _client.ReceiveMessageAsync(request, cancellationToken)).Messages ?? [];
    }

    private async Task TakeAsync(SqsQueues queues, Message message, CancellationToken stopped)
    {
        if (EventEnvelope.Of(Encoding.UTF8.GetBytes(message.Body)) is not { } told)
        {
            // Seen again at once, until it has been seen often enough to be a dead letter.
            logger.LogError("A message is no event: {Message}", message.MessageId);
            await _client.ChangeMessageVisibilityAsync(queues.Events, message.ReceiptHandle, 0, stopped);
            return;
        }

        await receiver.TakeAsync(told, stopped);
        await _client.DeleteMessageAsync(queues.Events, message.ReceiptHandle, stopped);
    }

    private Task<SendMessageResponse> SendAsync(SqsQueues queues, string body, string key, string id, CancellationToken cancellationToken)
    {
        var request = new SendMessageRequest { QueueUrl = queues.Events, MessageBody = body };
        if (queues.IsFifo)
            (request.MessageGroupId, request.MessageDeduplicationId) = (Group(key), id);
        return _client.SendMessageAsync(request, cancellationToken);
    }

    // A group has at most 128 letters, digits and signs of ASCII.
    private static string Group(string key) =>
        key.Length is > 0 and <= 128 && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? key
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

using Confluent.Kafka;

namespace SampleService.Infrastructure;

/// <summary>
/// Events through Kafka: by key to a partition, by an idempotent producer that waits for all replicas. The instances of the service share
/// the partitions as one group; what is read is committed once it is stored.
/// </summary>
internal sealed class KafkaTransport : IEventTransport, IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_looking = TimeSpan.FromSeconds(5);
    private readonly EventReceiver _receiver;
    private readonly ILogger<KafkaTransport> _logger;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly IProducer<string, byte[]> _producer;
    private volatile bool _isThere;

    public KafkaTransport(EventReceiver receiver, IConfiguration configuration, ILogger<KafkaTransport> logger)
    {
        (_receiver, _logger) = (receiver, logger);
        _settings = KafkaNames.Settings(configuration.GetConnectionString(KafkaNames.Setting)!);
        var producing = new ProducerConfig(_settings.ToDictionary())
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            MessageTimeoutMs = 20_000,
        };
        _producer = new ProducerBuilder<string, byte[]>(producing).SetLogHandler(Log).Build();
    }

    public string Name => "Kafka";

    public string? Missing => _isThere ? null : "Kafka can't be reached: events wait in the outbox.";

    public Task PublishAsync(EventEnvelope told, CancellationToken cancellationToken) =>
        SendAsync(KafkaNames.Topic(told.Type), told.Key, told.ToBytes(), cancellationToken);

    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var looking = LookAsync(stopped.Token);
        try
        {
            if (_receiver.Types.Count == 0)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            else
                // The client waits without giving its thread back.
                await Task
                    .Factory.StartNew(
                        () => ConsumeAsync(stopped.Token),
                        stopped.Token,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                    .Unwrap();
        }
        finally
        {
            await stopped.CancelAsync();
            await looking;
        }
    }

    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        using var consumer = Consumer(KafkaNames.DeadTopic);
        consumer.Subscribe(KafkaNames.DeadTopic);
        var replayed = 0;
        var types = _receiver.Types;
        var begun = DateTime.UtcNow;
        // It takes a while until a new member of the group gets its partitions.
        for (var empty = 0; empty < (replayed == 0 ? 20 : 4) && types.Count > 0; )
        {
            if (Next(consumer) is not { Message: { } message } result)
            {
                empty++;
                continue;
            }

            // What can't be read this time either comes back while this goes on.
            if (message.Timestamp.UtcDateTime > begun)
                break;

            await SendAsync(KafkaNames.Topic(types[0]), message.Key, message.Value, cancellationToken);
            consumer.Commit(result);
            replayed++;
        }

        consumer.Close();
        return replayed;
    }

    public void Dispose() => _producer.Dispose();

    private IConsumer<string, byte[]> Consumer(string group) => new ConsumerBuilder<string, byte[]>(
            new ConsumerConfig(_settings.ToDictionary())
            {
                GroupId = group,
                EnableAutoCommit = false,
                AutoOffsetReset = AutoOffsetReset.Earliest,
                AllowAutoCreateTopics = true,
            }
        ).SetLogHandler(Log).Build();

    private async Task ConsumeAsync(CancellationToken stopped)
    {
        using var consumer = Consumer(ServiceInfo.Name);
        consumer.Subscribe(_receiver.Types.Select(KafkaNames.Topic).Distinct());
        while (!stopped.IsCancellationRequested)
        {
            if (Next(consumer) is not { Message: { } message } result)
                continue;
            if (EventEnvelope.Of(message.Value) is { } told)
            {
                await TakeAsync(told, stopped);
            }
            else
            {
                _logger.LogError("A message that is no event goes to {Topic}", KafkaNames.DeadTopic);
                await SendAsync(KafkaNames.DeadTopic, message.Key, message.Value, stopped);
            }

            consumer.Commit(result);
        }

        consumer.Close();
    }

    // A topic comes to be with what is first sent to it; nothing is there before.
    private ConsumeResult<string, byte[]>? Next(IConsumer<string, byte[]> consumer)
    {
        try
        {
            return consumer.Consume(s_poll);
        }
        catch (ConsumeException problem) when (!problem.Error.IsFatal)
        {
            _logger.LogDebug(problem, "Nothing can be read");
            Thread.Sleep(s_poll);
            return null;
        }
    }

    // While the database is away it is tried again: what comes later waits, lest the order be lost.
    private async Task TakeAsync(EventEnvelope told, CancellationToken stopped)
    {
        while (true)
        {
            try
            {
                await _receiver.TakeAsync(told, stopped);
                return;
            }
            catch (Exception problem) when (!stopped.IsCancellationRequested)
            {
                _logger.LogError(problem, "{Event} can't be stored", told.Id);
                await Task.Delay(s_pause, stopped);
            }
        }
    }

    private Task<DeliveryResult<string, byte[]>> SendAsync(string topic, string key, byte[] value, CancellationToken cancellationToken) =>
        _producer.ProduceAsync(topic, new Message<string, byte[]> { Key = key, Value = value }, cancellationToken);

    private async Task LookAsync(CancellationToken stopped)
    {
        using var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                _isThere = await Task.Run(() => admin.GetMetadata(s_looking).Brokers.Count > 0, stopped);
            }
            catch (Exception problem) when (problem is KafkaException or OperationCanceledException)
            {
                _isThere = false;
            }

            await Task.Delay(s_looking, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Log(IClient client, LogMessage message) =>
        _logger.Log(message.Level <= SyslogLevel.Warning ? LogLevel.Warning : LogLevel.Debug, "{Kafka}", message.Message);
}

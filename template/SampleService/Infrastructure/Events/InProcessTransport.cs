namespace SampleService.Infrastructure;

/// <summary>Events within this process: each is stored for its subscriptions as soon as it leaves the outbox. Needs no broker.</summary>
internal sealed class InProcessTransport(EventReceiver receiver) : IEventTransport
{
    public string Name => "this process";

    public Task PublishAsync(EventEnvelope told, CancellationToken cancellationToken) => receiver.TakeAsync(told, cancellationToken);

    public Task ReceiveAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
}

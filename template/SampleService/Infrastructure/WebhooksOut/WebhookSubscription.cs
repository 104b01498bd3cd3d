namespace SampleService.Infrastructure;

/// <summary>Stores what a system is to be told when an event arrives; it is told of it by <see cref="WebhookSender"/>.</summary>
internal sealed class WebhookSubscription(WebhookTarget target, string type) : EventSubscription
{
    // Short whatever the type is called, and the same for good.
    public override string Name { get; } = $"{target.Kind}-{WebhookCall.Short(type)}";

    public override string Type => type;

    public override async Task<IResult?> DoAsync(EventEnvelope told, Work work, CancellationToken cancellationToken)
    {
        work.Db.Post(target.Kind, told.Key, told);
        await work.Db.SaveChangesAsync(cancellationToken);
        return null;
    }
}

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Another system that is told of events by calls that the service signs as standardwebhooks.com says. Told at least once, in order by
/// what events are ordered by, again when it fails, and given up after about a day.
/// </summary>
internal sealed record OutgoingWebhook
{
    /// <summary>Camel case: <c>warehouse</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Ids of the events that it is told of.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>
    /// Setting that says where it listens: <c>Warehouse:WebhookUrl</c>. An https address, and a public one, outside of development.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>Setting of the secret that the calls are signed with: <c>Warehouse:WebhookSecret</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>Who that is, for the documentation.</summary>
    public string Description { get; init; } = "";
}

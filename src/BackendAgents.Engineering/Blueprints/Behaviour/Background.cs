namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>What a service does beside answering requests, as far as more than one part of a delivery needs to know.</summary>
internal static class Background
{
    /// <summary>Table of what waits to be told to others.</summary>
    public const string OutboxTable = "outbox_messages";

    /// <summary>Table of when jobs run next.</summary>
    public const string RunsTable = "scheduled_runs";

    /// <summary>Table of which events have done their work.</summary>
    public const string InboxTable = "inbox_events";

    /// <summary>Whether something is told to others, which waits in the outbox until it is delivered.</summary>
    public static bool HasOutbox(Blueprint blueprint) =>
        blueprint.Notifications.Count > 0
        || blueprint.Providers.Count > 0
        || HasEvents(blueprint)
        || FileField.All(blueprint).Any()
        || blueprint.Deployment.Cdn is not null;

    /// <summary>Whether events are announced: declared ones, or those of written code where a broker is chosen.</summary>
    public static bool HasEvents(Blueprint blueprint) => blueprint.Events.Count > 0 || blueprint.Deployment.Messaging is not null;

    /// <summary>The tables that no entity declares.</summary>
    public static IEnumerable<string> Tables(Blueprint blueprint) =>
        [
            .. HasOutbox(blueprint) ? [OutboxTable] : Array.Empty<string>(),
            .. blueprint.Jobs.Count > 0 ? [RunsTable] : Array.Empty<string>(),
            .. HasEvents(blueprint) ? [InboxTable] : Array.Empty<string>(),
            .. blueprint.Providers.Count > 0 ? [ProviderTraits.Table] : Array.Empty<string>(),
        ];
}

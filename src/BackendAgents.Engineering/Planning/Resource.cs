namespace BackendAgents.Engineering.Planning;

/// <summary>Something that the service needs beside itself.</summary>
/// <param name="Name">Unique within the plan, and its host name on the network of a deployment: <c>database</c>.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Title">What it is for people: <c>PostgreSQL 15</c>.</param>
public sealed record Resource(string Name, ResourceKind Kind, string Title)
{
    /// <summary>How the service is told where it is; null when it is not connected to it.</summary>
    public Connection? Connection { get; init; }

    /// <summary>Whether it calls the service: it begins after it, on a machine and in no cluster, which has its own.</summary>
    internal bool IsInFront { get; init; }

    /// <summary>Whether several services of one system use the same one; else each has its own.</summary>
    internal bool IsShared => Kind is ResourceKind.Broker or ResourceKind.Cache;

    /// <summary>What of the plan it looks at, by its name, where that is not the service; only Prometheus calls it.</summary>
    internal string? Watches { get; init; }

    /// <summary>How it runs as a container; null when it can't, or needs none.</summary>
    public Container? Container { get; init; }

    /// <summary>
    /// The topic or queue in which it carries all events of a service, by the service's name; null when it is no broker, or when each type
    /// of events has a place of its own that is called like it.
    /// </summary>
    internal Func<string, string>? Events { get; init; }
}

/// <summary>What a resource is for.</summary>
public enum ResourceKind
{
    /// <summary>Keeps rows or documents.</summary>
    Database,

    /// <summary>Keeps copies that may be lost.</summary>
    Cache,

    /// <summary>Carries messages.</summary>
    Broker,

    /// <summary>Says who callers are.</summary>
    IdentityProvider,

    /// <summary>Keeps files.</summary>
    ObjectStore,

    /// <summary>Watches, or routes to, the service.</summary>
    Tool,
}

/// <summary>How the service reaches a resource.</summary>
/// <param name="Setting">Key of the setting that takes the connection string.</param>
/// <param name="Value">
/// The connection string on a deployment's network; <c>{password}</c> stands for the content of the resource's secret.
/// </param>
public sealed record Connection(string Setting, string Value);

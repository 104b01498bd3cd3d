using System.Text.Json.Serialization;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// The typed model of one service: what is stored, who may do what to it, and under which load.
/// Everything delivered derives from it. Immutable, so it is safe to share between threads.
/// </summary>
/// <remarks>
/// References inside a blueprint (<see cref="Relation.From"/>, <see cref="Operation.Entity"/>, …) are ids, never names:
/// an id is given once and survives every rename.
/// </remarks>
public sealed record Blueprint
{
    /// <summary>The version of the blueprint format itself.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Name, title and purpose of the service.</summary>
    public required ServiceInfo Service { get; init; }

    /// <summary>How callers prove who they are.</summary>
    public Authentication Authentication { get; init; } = new();

    /// <summary>The roles that an account can hold.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Closed lists of values that fields refer to.</summary>
    public IReadOnlyList<EnumType> Enums { get; init; } = [];

    /// <summary>What the service stores.</summary>
    public IReadOnlyList<Entity> Entities { get; init; } = [];

    /// <summary>How entities belong together.</summary>
    public IReadOnlyList<Relation> Relations { get; init; } = [];

    /// <summary>The services that it is delivered as, each with the entities that it owns; one with all of them when empty.</summary>
    [JsonInclude]
    internal IReadOnlyList<ServiceBoundary> Services { get; init; } = [];

    /// <summary>What callers can do, and which of them.</summary>
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    /// <summary>Mails that effects send.</summary>
    [JsonInclude]
    internal IReadOnlyList<Notification> Notifications { get; init; } = [];

    /// <summary>What is done by the clock.</summary>
    [JsonInclude]
    internal IReadOnlyList<Job> Jobs { get; init; } = [];

    /// <summary>Facts that the service announces to others.</summary>
    public IReadOnlyList<DomainEvent> Events { get; init; } = [];

    /// <summary>What is done when events arrive.</summary>
    [JsonInclude]
    internal IReadOnlyList<Subscription> Subscriptions { get; init; } = [];

    /// <summary>Other systems that are told of events.</summary>
    [JsonInclude]
    internal IReadOnlyList<OutgoingWebhook> Webhooks { get; init; } = [];

    /// <summary>Events of which accounts may have addresses of their own told; null when of none.</summary>
    [JsonInclude]
    internal AccountWebhooks? AccountWebhooks { get; init; }

    /// <summary>Systems of others that effects ask, and that answer: payment providers.</summary>
    [JsonInclude]
    internal IReadOnlyList<Provider> Providers { get; init; } = [];

    /// <summary>Load, latency, retention and recovery that the service is designed for.</summary>
    public Targets Targets { get; init; } = new();

    /// <summary>How often one caller may call, whatever the operations that accounts call.</summary>
    [JsonInclude]
    internal IReadOnlyList<CallLimit> Limits { get; init; } = [];

    /// <summary>Technology choices for running the service.</summary>
    public Deployment Deployment { get; init; } = new();

    /// <summary>The capabilities that it asks for beyond those that every service has. In YAML a mapping from id to options.</summary>
    public IReadOnlyList<CapabilityChoice> Capabilities { get; init; } = [];

    /// <summary>What the brief asks for, with what became of it. Empty where the blueprint was not drawn from a brief.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>Conversations that show that the service does what it says.</summary>
    [JsonInclude]
    internal IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>What it knows of the others where it is one service of several; null for a whole.</summary>
    [JsonIgnore]
    internal ServicePart? Part { get; init; }

    /// <summary>The choice of a capability, or null when it is not asked for.</summary>
    public CapabilityChoice? Capability(string id) => Capabilities.FirstOrDefault(choice => choice.Id == id);
}

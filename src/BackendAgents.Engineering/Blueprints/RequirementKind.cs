namespace BackendAgents.Engineering.Blueprints;

/// <summary>What a requirement is about.</summary>
public enum RequirementKind
{
    /// <summary>What is kept, and how it belongs together.</summary>
    Data,

    /// <summary>Who may do what.</summary>
    Access,

    /// <summary>What happens: a rule, a computation, a report, a schedule, a message that is sent.</summary>
    Behaviour,

    /// <summary>How well: load, latency, availability, security, observability.</summary>
    Quality,

    /// <summary>With what it is built or run.</summary>
    Technology,

    /// <summary>How others call it, and whom it calls: paths, status codes, other systems.</summary>
    Interface,
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities;

/// <summary>
/// A technology that a service can use. It says what it adds to the plan and what it adds to the delivery, and knows nothing of other
/// capabilities. Stateless and safe on any thread.
/// </summary>
public interface ICapability
{
    /// <summary>Its id, the words by which briefs ask for it, and its options.</summary>
    CapabilityInfo Info { get; }

    /// <summary>Whether a blueprint uses it. By default: when its id stands among the blueprint's capabilities.</summary>
    bool IsUsedBy(Blueprint blueprint) => blueprint.Capability(Info.Id) is not null;

    /// <summary>Adds resources, settings, metrics and jobs.</summary>
    void Plan(PlanBuilder plan);

    /// <summary>Adds files, packages, code that starts the service, and pages.</summary>
    void Deliver(DeliveryBuilder delivery);

    /// <summary>Rules of its own, over blueprint and files.</summary>
    IReadOnlyList<IRule> Rules => [];
}

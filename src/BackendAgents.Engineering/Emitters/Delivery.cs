using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Emitters;

/// <summary>What the capabilities of a plan contribute; emitters write the files from it. Immutable; safe on any thread.</summary>
public sealed class Delivery
{
    internal Delivery(DeliveryBuilder builder)
    {
        Plan = builder.Plan;
        Emitters = builder.Emitters;
    }

    /// <summary>What the system is made of.</summary>
    public ServicePlan Plan { get; }

    /// <summary>What writes the files.</summary>
    public IReadOnlyList<IEmitter> Emitters { get; }
}

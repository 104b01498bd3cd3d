using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Emitters;

/// <summary>What capabilities contribute to a delivery. Not thread-safe; one delivery, one builder.</summary>
public sealed class DeliveryBuilder
{
    private readonly List<IEmitter> _emitters = [];

    internal DeliveryBuilder(ServicePlan plan) => Plan = plan;

    /// <summary>What the system is made of.</summary>
    public ServicePlan Plan { get; }

    internal IReadOnlyList<IEmitter> Emitters => _emitters;

    /// <summary>Adds what writes files.</summary>
    public void Add(IEmitter emitter) => _emitters.Add(emitter);

    internal Delivery Build() => new(this);
}

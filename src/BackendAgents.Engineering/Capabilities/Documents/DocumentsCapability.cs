using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>
/// What people read before they change, run or trust the service. All of it follows from the plan, so that it is never old.
/// </summary>
internal sealed class DocumentsCapability : ICapability, IEmitter
{
    /// <summary>Its id.</summary>
    public const string Capability = "documents";

    private const string Folder = "docs/";

    public CapabilityInfo Info { get; } =
        new(
            Capability,
            "Documents",
            "Architecture with data flow and sequences, decisions, threat model, deployment guide, levels of service, catalogue of errors."
        )
        {
            Words =
            [
                "architecture documentation",
                "architecture diagram",
                "architecture diagrams",
                "architecture decision records",
                "decision records",
                "adrs",
                "threat model",
                "deployment guide",
                "error catalogue",
                "c4 diagrams",
                "c4 model",
            ],
            IsOptional = true,
        };

    public string Id => Info.Id;

    public string Description => "Documents that people read";

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddSection(
            "Read on",
            """
            - [Architecture](docs/architecture.md): who uses it, what it is made of, how data flows, what happens in which order.
            - [Decisions](docs/decisions.md): what was chosen, instead of what, and what follows.
            - [Threats](docs/threat-model.md): what could go wrong on each way that data takes, and what stands against it.
            - [Deployment](docs/deployment.md), [levels of service](docs/service-levels.md), [errors](docs/errors.md).
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var plan = delivery.Plan;
        var flows = DataFlow.Of(plan);
        yield return new Artifact(Folder + "architecture.md", Architecture.Write(plan, flows));
        yield return new Artifact(Folder + "decisions.md", Decisions.Write(plan));
        yield return new Artifact(Folder + "threat-model.md", ThreatModel.Write(plan, flows));
        yield return new Artifact(Folder + "deployment.md", DeploymentGuide.Write(delivery));
        yield return new Artifact(Folder + "service-levels.md", ServiceLevels.Write(plan));
        yield return new Artifact(Folder + "errors.md", ErrorCatalogue.Write(plan));
    }
}

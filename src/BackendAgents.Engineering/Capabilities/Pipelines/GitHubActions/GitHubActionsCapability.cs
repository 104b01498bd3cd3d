using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Pipelines.GitHubActions;

/// <summary>A workflow of GitHub Actions.</summary>
internal sealed class GitHubActionsCapability : ICapability, IEmitter
{
    /// <summary>Its id.</summary>
    public const string Capability = "github-actions";

    public CapabilityInfo Info { get; } =
        new(
            Capability,
            "GitHub Actions",
            "A workflow: tests, scans, the image with its provenance, and a deployment that a person lets run."
        )
        {
            // Who names no host of pipelines gets the most common one.
            Words =
            [
                "github actions",
                "github action",
                "github workflow",
                "github workflows",
                "ci/cd",
                "ci/cd pipeline",
                "ci/cd pipelines",
                "ci pipeline",
                "continuous integration",
                "continuous delivery",
                "continuous deployment",
            ],
            IsOptional = true,
        };

    public string Id => Info.Id;

    public string Description => "Workflow of GitHub Actions";

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddStartup(ServiceImage.MigrateOnly);
    }

    // Of several services the whole has the pipeline.
    public IEnumerable<Artifact> Emit(Delivery delivery) => delivery.Plan.Blueprint.Part is null ? [Write(Pipeline.Of(delivery))] : [];

    /// <summary>The file of a pipeline.</summary>
    public static Artifact Write(Pipeline pipeline) => new(".github/workflows/ci.yml", new Workflow(pipeline).Write());
}

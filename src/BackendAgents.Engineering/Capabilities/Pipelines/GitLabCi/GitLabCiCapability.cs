using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Pipelines.GitLabCi;

/// <summary>A pipeline of GitLab.</summary>
internal sealed class GitLabCiCapability : ICapability, IEmitter
{
    /// <summary>Its id.</summary>
    public const string Capability = "gitlab-ci";

    public CapabilityInfo Info { get; } =
        new(Capability, "GitLab CI", "A pipeline: tests, scans, the image with its provenance, and a deployment that a person lets run.")
        {
            Words = ["gitlab ci", "gitlab ci/cd", "gitlab pipeline", "gitlab pipelines", "gitlab-ci"],
            IsOptional = true,
        };

    public string Id => Info.Id;

    public string Description => "Pipeline of GitLab";

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddStartup(ServiceImage.MigrateOnly);
    }

    // Of several services the whole has the pipeline.
    public IEnumerable<Artifact> Emit(Delivery delivery) => delivery.Plan.Blueprint.Part is null ? [Write(Pipeline.Of(delivery))] : [];

    /// <summary>The file of a pipeline.</summary>
    public static Artifact Write(Pipeline pipeline) => new(".gitlab-ci.yml", new GitLabPipeline(pipeline).Write());
}

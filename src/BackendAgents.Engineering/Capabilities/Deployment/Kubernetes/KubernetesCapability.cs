using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>The service on Kubernetes: a Kustomize base, an overlay for development and one for production.</summary>
internal sealed class KubernetesCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "kubernetes";

    public CapabilityInfo Info { get; } =
        new(Id, "Kubernetes", "Kustomize base and overlays: hardened pods, autoscaling, network policies, migrations before each rollout.")
        {
            Words =
            [
                "kubernetes",
                "k8s",
                "kustomize",
                "kubernetes with autoscaling",
                "kubernetes with auto-scaling",
                "kubernetes autoscaling",
                "horizontal pod autoscaler",
                "horizontal pod autoscaling",
                "hpa",
            ],
            Options = typeof(KubernetesOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new KubernetesEmitter());
        delivery.AddFiles("request-metric", "How the autoscaler learns of requests", static plan => RequestMetric.Files(new Cluster(plan)));
        delivery.AddConfiguration(DeploymentSecrets.Configuration);
        // The job that migrates is the service itself, which ends instead of listening.
        delivery.AddStartup(ServiceImage.MigrateOnly);
        foreach (var step in RolloutSteps.Of(delivery.Plan))
            delivery.Add(step);
        delivery.Add(KubernetesReadme.Section(delivery.Plan));
    }
}

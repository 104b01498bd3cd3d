using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Helm;

/// <summary>The objects of the cluster as a chart, from the same model as the Kustomize base.</summary>
internal sealed class HelmCapability : ICapability
{
    private const string Id = "helm";

    public CapabilityInfo Info { get; } =
        new(Id, "Helm", "A chart with the objects of production; the migration runs before each install and upgrade.")
        {
            Words = [Id, "helm chart", "helm charts"],
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.AddConfiguration(DeploymentSecrets.Configuration);
        delivery.AddStartup(ServiceImage.MigrateOnly);
        var chart = new HelmChart(new Cluster(delivery.Plan));
        delivery.AddFiles(Id, "Helm chart", _ => chart.Files());
        delivery.AddSection(
            "Run it by Helm",
            $"""
            ```bash
            helm upgrade --install {delivery.Plan.Blueprint.Service.Name} {HelmChart.Folder} --namespace {delivery.Plan.Blueprint.Service.Name} \
              --create-namespace --atomic --set image.tag={ServiceImage.Tag(delivery.Plan)}
            ```

            The Secret `{new Cluster(
                delivery.Plan
            ).SecretName}` is made before, as for Kubernetes. `--atomic` takes a release back that does not get ready.
            """
        );
    }
}

using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Helm;

/// <summary>The objects of the cluster as a chart, from the same model as the Kustomize base.</summary>
internal sealed class HelmCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "helm";

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
        if (!delivery.Plan.Has(KubernetesCapability.Id))
            delivery.AddFiles("request-metric", "How the autoscaler learns of requests", static plan =>
                RequestMetric.Files(new Cluster(plan))
            );
        delivery.AddSection("Run it by Helm", Readme(new Cluster(delivery.Plan)));
    }

    /// <summary>How people install a service, or a gateway with its services.</summary>
    public static string Readme(Cluster cluster)
    {
        var isSystem = cluster.Members.Count > 0;
        return (cluster.IsPublic ? "" : "This chart is a part of that of the whole; alone, it is installed beside the others:\n\n")
            + $"""
                ```bash
                {(isSystem ? $"helm dependency build {HelmChart.Folder}\n" : "")}helm upgrade --install {cluster.Name} {HelmChart.Folder} \
                  --namespace {cluster.Namespace} --create-namespace --atomic \
                  --set {(isSystem ? "global." : "")}image.tag={ServiceImage.Tag(cluster.Plan)}
                ```

                `--atomic` takes a release back that does not get ready. {(
                isSystem ? System(cluster) : $"The Secret `{cluster.SecretName}` is made before, as for Kubernetes."
            )}
                """
            + (isSystem && !cluster.Plan.Has(KubernetesCapability.Id) ? KubernetesReadme.Scraping(cluster) : "")
            + (RequestMetric.IsFor(cluster) ? Requests : "");
    }

    private static string Requests =>
        $"""


            Pods are scaled by CPU; with `--set replicas.requests={RequestMetric.PerPod}` by requests a second of a pod, too.
            {RequestMetric.Needs}
            """;

    private static string System(Cluster gateway) =>
        "`global.image.tag` and\n`global.image.registry` are those of all images. The Secrets are made before, "
        + (
            gateway.Plan.Has(KubernetesCapability.Id)
                ? "as for Kubernetes: see its table."
                : $"""
                    from folders
                    outside of git that have a file for each:

                    {KubernetesReadme.SecretTable(gateway)}
                    ```bash
                    kubectl create namespace {gateway.Namespace}
                    kubectl create secret generic NAME --namespace {gateway.Namespace} --from-file=FOLDER
                    ```
                    """
        );
}

using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment.Helm;
using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>
/// All services in a cluster: the manifests of the gateway, which take in those of each service; and a chart of charts. The objects of a
/// service are written once, in its own folder.
/// </summary>
internal static class SystemCluster
{
    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        var gateway = Gateway(system);
        if (system.Plan.Has(KubernetesCapability.Id))
            foreach (var file in KubernetesEmitter.Emit(gateway))
                yield return file;
        if (system.Plan.Has(HelmCapability.Id))
            foreach (var file in new HelmChart(gateway).Files())
                yield return file;
        if (system.Plan.Has(KubernetesCapability.Id) || system.Plan.Has(HelmCapability.Id))
            foreach (var file in RequestMetric.SystemFiles(gateway))
                yield return file;
    }

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        var gateway = Gateway(system);
        if (system.Plan.Has(KubernetesCapability.Id))
            yield return ("Run it on Kubernetes", KubernetesReadme.System(gateway));
        if (system.Plan.Has(HelmCapability.Id))
            yield return ("Run it by Helm", HelmCapability.Readme(gateway));
    }

    /// <summary>The gateway in the cluster, with the services behind it.</summary>
    public static Cluster Gateway(SystemDelivery system) =>
        new(system.Gateway, [.. system.Services.Select(static service => new Cluster(service.Plan))]);
}

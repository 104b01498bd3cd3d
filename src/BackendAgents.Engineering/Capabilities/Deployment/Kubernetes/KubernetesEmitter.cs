using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>Writes the manifests: a base, an overlay for each place, and the script that rolls out.</summary>
internal sealed class KubernetesEmitter : IEmitter
{
    /// <summary>Folder of everything.</summary>
    public const string Folder = "deploy/kubernetes/";

    private const string Kustomization = "kustomization.yaml";
    private const string Heading = "Generated from backend.yaml; change that, or an overlay of your own.";

    public string Id => "kubernetes";

    public string Description => "Kustomize base and overlays, and the script that migrates and rolls out";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var cluster = new Cluster(delivery.Plan);
        return Base(cluster)
            .Concat(Development(cluster))
            .Concat(Production(cluster))
            .Append(new Artifact(DeployScript.Path, DeployScript.Write(cluster)));
    }

    private static IEnumerable<Artifact> Base(Cluster cluster)
    {
        var files = new List<(string Name, IReadOnlyList<YamlMap> Objects)>
        {
            ("namespace.yaml", [Network.Namespace(cluster)]),
            ("service-account.yaml", [Network.ServiceAccount(cluster)]),
            ("network-policy.yaml", Network.Policies(cluster)),
            ("service.yaml", [Network.Service(cluster)]),
            ("migration.yaml", [Workloads.Migration(cluster)]),
            ("deployment.yaml", [Workloads.Deployment(cluster)]),
        };
        if (cluster.KeepsFolder)
            files.Add(("volume.yaml", [Workloads.Volume(cluster)]));
        files.AddRange(cluster.Plan.Jobs.Select(job => (job.Name + ".yaml", Jobs.Of(cluster, job))));
        yield return new Artifact(Folder + "base/" + Overlays.ConfigFile, Overlays.Config(cluster));
        foreach (var file in Folded("base/", files, names => Overlays.Base(cluster, names)))
            yield return file;
    }

    private static IEnumerable<Artifact> Development(Cluster cluster)
    {
        var files = cluster
            .Plan.Resources.Where(static resource => resource is { Container: not null, Connection: not null, IsInFront: false })
            .Select(resource => (resource.Name + ".yaml", ResourceSet.Of(cluster, resource, resource.Container!)))
            .ToList();
        if (!cluster.KeepsFile)
            files.Add(("autoscaler.yaml", [Scaling.Autoscaler(cluster, 1, 2)]));
        return Folded("overlays/development/", files, names => Overlays.Overlay(cluster, names));
    }

    private static IEnumerable<Artifact> Production(Cluster cluster)
    {
        var files = new List<(string, IReadOnlyList<YamlMap>)> { ("ingress.yaml", [Network.Ingress(cluster)]) };
        if (!cluster.KeepsFile)
        {
            files.Add(("autoscaler.yaml", [Scaling.Autoscaler(cluster, cluster.MinReplicas, cluster.MaxReplicas)]));
            files.Add(("disruption-budget.yaml", [Scaling.DisruptionBudget(cluster)]));
        }

        return Folded("overlays/production/", files, names => Overlays.Overlay(cluster, names));
    }

    private static IEnumerable<Artifact> Folded(
        string folder,
        List<(string Name, IReadOnlyList<YamlMap> Objects)> files,
        Func<IEnumerable<string>, YamlMap> kustomization
    )
    {
        foreach (var (name, objects) in files)
            yield return new Artifact(Folder + folder + name, YamlText.Write(Heading, objects));
        yield return new Artifact(
            Folder + folder + Kustomization,
            YamlText.Write(Heading, kustomization(files.Select(static file => file.Name)))
        );
    }
}

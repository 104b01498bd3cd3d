using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

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

    public IEnumerable<Artifact> Emit(Delivery delivery) => Emit(new Cluster(delivery.Plan));

    /// <summary>The manifests of a service, or of a gateway with those of its services below it.</summary>
    public static IEnumerable<Artifact> Emit(Cluster cluster) =>
        [
            .. Base(cluster),
            .. Development(cluster),
            .. Production(cluster),
            .. RequestMetric.Component(cluster),
            new(DeployScript.Path, cluster.Members.Count > 0 ? SystemScript.Write(cluster) : DeployScript.Write(cluster)),
        ];

    private static IEnumerable<Artifact> Base(Cluster cluster)
    {
        var files = new List<(string Name, IReadOnlyList<YamlMap> Objects)>
        {
            ("service-account.yaml", [Network.ServiceAccount(cluster)]),
            ("network-policy.yaml", Network.Policies(cluster)),
            ("service.yaml", [Network.Service(cluster)]),
            ("deployment.yaml", [Workloads.Deployment(cluster)]),
        };
        if (cluster.IsPublic)
            files.Insert(0, ("namespace.yaml", [Network.Namespace(cluster)]));
        if (cluster.Plan.KeepsRows)
            files.Add(("migration.yaml", [Workloads.Migration(cluster)]));
        if (cluster.KeepsFolder)
            files.Add(("volume.yaml", [Workloads.Volume(cluster)]));
        files.AddRange(cluster.Plan.Jobs.Select(job => (job.Name + ".yaml", Jobs.Of(cluster, job))));
        yield return new Artifact(Folder + "base/" + Overlays.ConfigFile, Overlays.Config(cluster));
        foreach (var file in Folded("base/", files, names => Overlays.Base(cluster, names)))
            yield return file;
    }

    private static IEnumerable<Artifact> Development(Cluster cluster)
    {
        var own = Running(cluster)
            .Where(resource => cluster.IsPublic || !resource.IsShared)
            .Select(resource => (resource.Name + ".yaml", ResourceSet.Of(cluster, resource)));
        var shared = cluster
            .Members.SelectMany(Running)
            .Where(static resource => resource.IsShared)
            .DistinctBy(static resource => resource.Name)
            .Select(resource => (resource.Name + ".yaml", ResourceSet.Shared(cluster, resource)));
        List<(string, IReadOnlyList<YamlMap>)> files = [.. own, .. shared];
        if (!cluster.KeepsFile)
            files.Add(("autoscaler.yaml", [Scaling.Autoscaler(cluster, 1, 2)]));
        const string folder = "overlays/development/";
        return Folded(folder, files, names => Overlays.Overlay(cluster, folder, names));
    }

    private static IEnumerable<Artifact> Production(Cluster cluster)
    {
        var files = new List<(string, IReadOnlyList<YamlMap>)>();
        if (cluster.IsPublic)
            files.Add(("ingress.yaml", [Network.Ingress(cluster)]));
        if (!cluster.KeepsFile)
        {
            files.Add(("autoscaler.yaml", [Scaling.Autoscaler(cluster, cluster.MinReplicas, cluster.MaxReplicas)]));
            files.Add(("disruption-budget.yaml", [Scaling.DisruptionBudget(cluster)]));
        }

        const string folder = "overlays/production/";
        return Folded(folder, files, names => Overlays.Overlay(cluster, folder, names));
    }

    private static IEnumerable<Resource> Running(Cluster cluster) =>
        cluster.Plan.Resources.Where(static resource => resource is { Container: not null, Connection: not null, IsInFront: false });

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

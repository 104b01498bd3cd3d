using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>What differs between development and production, and the resources that development runs in the cluster.</summary>
internal static class Overlays
{
    /// <summary>The base: everything that is the same everywhere.</summary>
    public static YamlMap Base(Cluster cluster, IEnumerable<string> resources) =>
        Kustomization(
            new YamlMap
            {
                { "namespace", cluster.Namespace },
                { "resources", resources },
                {
                    "configMapGenerator",
                    new[]
                    {
                        new YamlMap
                        {
                            { "name", cluster.ConfigName },
                            { "envs", new[] { ConfigFile } },
                            {
                                "options",
                                new YamlMap { { "labels", cluster.Everything } }
                            },
                        },
                    }
                },
            }
        );

    /// <summary>Name of the file with the settings that are no secrets.</summary>
    public const string ConfigFile = "config.env";

    /// <summary>An overlay over the base, and over the same overlay of each service behind a gateway.</summary>
    public static YamlMap Overlay(Cluster cluster, string folder, IEnumerable<string> resources) =>
        Kustomization(
            new YamlMap
            {
                { "namespace", cluster.Namespace },
                { "resources", (string[])["../../base", .. cluster.Members.Select(member => Of(member, folder)), .. resources] },
                {
                    "images",
                    cluster
                        .Plan.Jobs.Select(job => job.Image(cluster.Plan))
                        .Prepend(ServiceImage.Name(cluster.Plan))
                        .Select(image => Image(cluster, image))
                        .ToArray(),
                    "The pipeline sets the tag to what it has built."
                },
            }
        );

    /// <summary>The settings that are no secrets, as the service's own defaults have them.</summary>
    public static string Config(Cluster cluster)
    {
        var text = new CodeWriter().Line("# Generated from backend.yaml.");
        var believed = $"Only {Reaching(cluster)} reach the pods (network-policy.yaml): what these say of the caller is believed.";
        foreach (var (name, value, why) in DeploymentSettings.Common(cluster.Plan, believed))
        {
            if (why is not null)
                text.Line("# " + why);
            text.Line($"{name}={value}");
        }

        foreach (var member in cluster.Members)
            text.Line($"{GatewayPlan.AddressOf(member.Plan).Variable}=http://{member.Name}");
        foreach (var peer in cluster.Plan.Blueprint.Part?.Peers ?? [])
            text.Line($"{GatewayPlan.AddressOf(peer.Name, peer.Port).Variable}=http://{peer.FullName}");
        if (cluster.KeepsFile)
            text.Line($"{PodTemplate.FileVariable}={PodTemplate.FileConnection}");
        foreach (var folder in cluster.Plan.Folders)
            text.Line($"{folder.Variable}={PodTemplate.DataFolder}/{folder.Name}");
        foreach (var (name, value, why) in DeploymentSettings.Numbers(cluster.Plan))
            text.Line($"# {why}").Line($"{name}={value}");
        return text.ToString();
    }

    private static string Reaching(Cluster cluster) =>
        cluster.IsPublic
            ? "pods of the ingress"
            : string.Join(" and ", (cluster.Plan.Blueprint.Part?.Callers ?? []).Select(static peer => peer.Name).Prepend("the gateway"));

    // Up out of this overlay, and down into that of the service.
    private static string Of(Cluster member, string folder) =>
        $"../../../../{member.Folder}{KubernetesEmitter.Folder}{folder.TrimEnd('/')}";

    private static YamlMap Image(Cluster cluster, string name) =>
        new()
        {
            { "name", name },
            { "newName", ServiceImage.Repository(cluster.Plan, name) },
            { "newTag", ServiceImage.Tag(cluster.Plan) },
        };

    private static YamlMap Kustomization(YamlMap content)
    {
        var all = new YamlMap { { "apiVersion", "kustomize.config.k8s.io/v1beta1" }, { "kind", "Kustomization" } };
        foreach (var (key, value, comment) in content)
            all.Add(key, value, comment);
        return all;
    }
}

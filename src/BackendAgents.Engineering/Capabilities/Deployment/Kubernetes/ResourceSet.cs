using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>
/// A resource of the plan in the cluster itself, for development: one instance, one volume. Production uses managed ones.
/// </summary>
internal static class ResourceSet
{
    /// <summary>A resource that one service has.</summary>
    public static IReadOnlyList<YamlMap> Of(Cluster cluster, Resource resource) =>
        Of(cluster, resource, cluster.SecretName, [cluster.Everything]);

    /// <summary>A resource that services share, with a Secret that none of them sees.</summary>
    public static IReadOnlyList<YamlMap> Shared(Cluster gateway, Resource resource) =>
        Of(
            gateway,
            resource,
            gateway.SharedSecretName,
            gateway
                .Members.Where(member => member.Plan.Resources.Any(known => known.Name == resource.Name))
                .Select(static member => member.Everything)
        );

    private static IReadOnlyList<YamlMap> Of(Cluster cluster, Resource resource, string secrets, IEnumerable<YamlMap> users)
    {
        var (container, name) = (resource.Container!, cluster.HostOf(resource));
        var port = new YamlMap
        {
            { "name", resource.Name },
            { "port", container.Port },
            { "targetPort", container.Port },
        };
        var pods = cluster.Selector(resource.Name);
        var service = new YamlMap { { "selector", pods }, { "ports", new[] { port } } };
        if (container.IsFoundUnready)
            service.Add("publishNotReadyAddresses", true);
        return
        [
            cluster.Object("v1", "Service", name, resource.Name, "spec", service),
            cluster.Object("apps/v1", "StatefulSet", name, resource.Name, "spec", Spec(cluster, resource, container, secrets)),
            Network.Policy(
                cluster,
                name,
                new YamlMap
                {
                    {
                        "podSelector",
                        new YamlMap { { "matchLabels", pods } }
                    },
                    { "policyTypes", YamlMap.List("Ingress") },
                    { "ingress", new[] { Network.Pods("from", users, container.Port) } },
                }
            ),
        ];
    }

    private static YamlMap Spec(Cluster cluster, Resource resource, Container container, string secrets) =>
        new()
        {
            { "serviceName", cluster.HostOf(resource) },
            { "replicas", 1 },
            {
                "selector",
                new YamlMap { { "matchLabels", cluster.Selector(resource.Name) } }
            },
            {
                "template",
                new YamlMap
                {
                    {
                        "metadata",
                        new YamlMap { { "labels", cluster.Selector(resource.Name) } }
                    },
                    { "spec", Pod(resource, container, secrets) },
                }
            },
            {
                "volumeClaimTemplates",
                container.DataFolder is null
                    ? null
                    : new[]
                    {
                        new YamlMap
                        {
                            {
                                "metadata",
                                new YamlMap { { "name", "data" } }
                            },
                            { "spec", Claim("5Gi") },
                        },
                    }
            },
        };

    /// <summary>A claim of a volume, for one pod or for all.</summary>
    public static YamlMap Claim(string size, bool isShared = false) =>
        new()
        {
            { "accessModes", YamlMap.List(isShared ? "ReadWriteMany" : "ReadWriteOnce") },
            {
                "resources",
                new YamlMap
                {
                    {
                        "requests",
                        new YamlMap { { "storage", size } }
                    },
                }
            },
        };

    private static YamlMap Pod(Resource resource, Container container, string secrets)
    {
        var memory = container.MemoryMebibytes.ToString(CultureInfo.InvariantCulture) + "Mi";
        var environment = container
            .Environment.Select(static pair => Variable(pair.Key, pair.Value))
            .Concat(container.SecretFiles.Select(static pair => Variable(pair.Key, $"{DeploymentSecrets.Folder}/{pair.Value}")));
        var health = new YamlMap
        {
            {
                "exec",
                new YamlMap { { "command", container.HealthCheck } }
            },
            { "periodSeconds", 10 },
            { "timeoutSeconds", 5 },
        };
        return new YamlMap
        {
            { "automountServiceAccountToken", false },
            { "securityContext", PodTemplate.PodSecurity(container.UserId ?? ServiceImage.UserId) },
            {
                "containers",
                new[]
                {
                    new YamlMap
                    {
                        { "name", resource.Name },
                        { "image", container.Image },
                        { "args", container.Command.Count > 0 ? container.Command : null },
                        { "env", environment.ToArray() is { Length: > 0 } variables ? variables : null },
                        { "ports", new[] { new YamlMap { { "containerPort", container.Port } } } },
                        { "securityContext", PodTemplate.ContainerSecurity(readOnly: false) },
                        {
                            "resources",
                            new YamlMap
                            {
                                {
                                    "requests",
                                    new YamlMap { { "cpu", "100m" }, { "memory", memory } }
                                },
                                {
                                    "limits",
                                    new YamlMap { { "cpu", "1" }, { "memory", memory } }
                                },
                            }
                        },
                        { "readinessProbe", container.HealthCheck.Count > 0 ? health : null },
                        {
                            "volumeMounts",
                            (YamlMap[])
                                [
                                    PodTemplate.Mount("secrets", DeploymentSecrets.Folder, readOnly: true),
                                    .. container.DataFolder is { } folder ? new[] { DataMount(folder) } : [],
                                ]
                        },
                    },
                }
            },
            { "volumes", new[] { PodTemplate.SecretVolume(secrets) } },
        };
    }

    // A folder within the volume: its root is not empty, which PostgreSQL refuses.
    private static YamlMap DataMount(string folder) =>
        new()
        {
            { "name", "data" },
            { "mountPath", folder },
            { "subPath", "data" },
        };

    private static YamlMap Variable(string name, string value) => new() { { "name", name }, { "value", value } };
}

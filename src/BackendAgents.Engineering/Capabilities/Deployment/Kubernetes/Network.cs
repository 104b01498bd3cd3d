using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>Who reaches whom.</summary>
internal static class Network
{
    /// <summary>Component of what the pods need before they run.</summary>
    public const string Configuration = "configuration";

    private const string NamespaceLabel = "kubernetes.io/metadata.name";

    // Managed databases have private addresses that no manifest can know.
    private static readonly string[] s_private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

    // Who is on the public network has no address that a manifest could know; what is private is not reached by that.
    private static readonly YamlMap[] s_public = [Block("0.0.0.0/0", s_private), Block("::/0", "fc00::/7")];

    public static YamlMap Namespace(Cluster cluster) =>
        new()
        {
            { "apiVersion", "v1" },
            { "kind", "Namespace" },
            {
                "metadata",
                new YamlMap
                {
                    { "name", cluster.Namespace },
                    {
                        "labels",
                        new YamlMap
                        {
                            { Cluster.PartOfLabel, cluster.Name },
                            { Cluster.ComponentLabel, Configuration },
                            { "pod-security.kubernetes.io/enforce", "restricted" },
                            { "pod-security.kubernetes.io/warn", "restricted" },
                        }
                    },
                }
            },
        };

    public static YamlMap ServiceAccount(Cluster cluster) =>
        cluster.Object("v1", "ServiceAccount", cluster.Name, Configuration, "automountServiceAccountToken", false);

    public static YamlMap Service(Cluster cluster) =>
        cluster.Object(
            "v1",
            "Service",
            cluster.Name,
            Configuration,
            "spec",
            new YamlMap
            {
                { "selector", cluster.Selector(Cluster.Api) },
                {
                    "ports",
                    new[]
                    {
                        new YamlMap
                        {
                            { "name", Cluster.PortName },
                            { "port", 80 },
                            { "targetPort", Cluster.PortName },
                        },
                    }
                },
            }
        );

    public static YamlMap Ingress(Cluster cluster)
    {
        var backend = new YamlMap
        {
            {
                "service",
                new YamlMap
                {
                    { "name", cluster.Name },
                    {
                        "port",
                        new YamlMap { { "name", Cluster.PortName } }
                    },
                }
            },
        };
        return cluster.Object(
            "networking.k8s.io/v1",
            "Ingress",
            cluster.Name,
            Configuration,
            "spec",
            new YamlMap
            {
                { "ingressClassName", cluster.Options.IngressClass },
                {
                    "tls",
                    new[]
                    {
                        new YamlMap { { "hosts", new[] { cluster.Host } }, { "secretName", cluster.Name + "-tls" } },
                    },
                    "The certificate's Secret is made by whoever issues it, for example cert-manager."
                },
                {
                    "rules",
                    new[]
                    {
                        new YamlMap
                        {
                            { "host", cluster.Host },
                            {
                                "http",
                                new YamlMap
                                {
                                    {
                                        "paths",
                                        new[]
                                        {
                                            new YamlMap
                                            {
                                                { "path", "/" },
                                                { "pathType", "Prefix" },
                                                { "backend", backend },
                                            },
                                        }
                                    },
                                }
                            },
                        },
                    }
                },
            }
        );
    }

    /// <summary>
    /// Nobody reaches anybody, but what is said. Of a system the gateway's deny all; those of a service deny what it has, so that it is
    /// safe also where it is rolled out alone.
    /// </summary>
    public static IReadOnlyList<YamlMap> Policies(Cluster cluster) =>
        [
            Policy(
                cluster,
                cluster.Own("default-deny"),
                new YamlMap
                {
                    { "podSelector", cluster.IsPublic ? new YamlMap() : Matching(cluster.Everything) },
                    { "policyTypes", YamlMap.List("Ingress", "Egress") },
                }
            ),
            Policy(
                cluster,
                cluster.Name,
                new YamlMap
                {
                    {
                        "podSelector",
                        new YamlMap { { "matchLabels", cluster.Selector(Cluster.Api) } }
                    },
                    { "policyTypes", YamlMap.List("Ingress") },
                    {
                        "ingress",
                        cluster
                            .Plan.InnerPorts.Select(port => From(cluster.Options.MonitoringNamespace, port.Number))
                            .Prepend(Callers(cluster))
                            .ToArray()
                    },
                }
            ),
            Policy(
                cluster,
                cluster.Own("names-and-resources"),
                new YamlMap
                {
                    {
                        "podSelector",
                        new YamlMap { { "matchLabels", cluster.Everything } }
                    },
                    { "policyTypes", YamlMap.List("Egress") },
                    {
                        "egress",
                        (YamlMap[])
                            [
                                new YamlMap
                                {
                                    { "to", new[] { FromNamespace("kube-system") } },
                                    { "ports", new[] { Port("UDP", 53), Port("TCP", 53) } },
                                },
                                .. cluster.Members.Select(static member => Pods("to", [member.Selector(Cluster.Api)], member.Plan.Port)),
                                .. cluster.Peers.Select(static peer => Pods("to", [peer.Pods], peer.Port)),
                                .. Connected(cluster.Plan)
                                    .Select(static resource => new YamlMap
                                    {
                                        {
                                            "to",
                                            s_private.Select(static range => Block(range)).ToArray(),
                                            $"{resource.Title}, wherever on private addresses it is."
                                        },
                                        { "ports", new[] { Port("TCP", resource.Container!.Port) } },
                                    }),
                            ]
                    },
                }
            ),
            .. cluster.Plan.OutsideCalls.Count == 0 ? Array.Empty<YamlMap>() : [Outside(cluster)],
        ];

    // For the service alone: backups have nothing to say to anybody out there. What a setting puts elsewhere is for an overlay.
    private static YamlMap Outside(Cluster cluster) =>
        Policy(
            cluster,
            cluster.Own("calls-outside"),
            new YamlMap
            {
                {
                    "podSelector",
                    new YamlMap { { "matchLabels", cluster.Selector(Cluster.Api) } }
                },
                { "policyTypes", YamlMap.List("Egress") },
                {
                    "egress",
                    cluster
                        .Plan.OutsideCalls.GroupBy(static call => (call.IsNear, call.Port))
                        .Select(static calls => new YamlMap
                        {
                            {
                                "to",
                                calls.Key.IsNear ? [.. s_private.Select(static range => Block(range))] : s_public,
                                $"Who is called: {string.Join(", ", calls.Select(static call => call.Who))}."
                            },
                            { "ports", new[] { Port("TCP", calls.Key.Port) } },
                        })
                        .ToArray()
                },
            }
        );

    /// <summary>Who reaches a resource that runs beside the service.</summary>
    public static YamlMap Policy(Cluster cluster, string name, YamlMap spec) =>
        cluster.Object("networking.k8s.io/v1", "NetworkPolicy", name, Configuration, "spec", spec);

    /// <summary>A port that may be reached.</summary>
    public static YamlMap Port(string protocol, int port) => new() { { "protocol", protocol }, { "port", port } };

    private static YamlMap Block(string range, params string[] except) =>
        new()
        {
            {
                "ipBlock",
                new YamlMap { { "cidr", range }, { "except", except.Length > 0 ? except : null } }
            },
        };

    private static IEnumerable<Resource> Connected(ServicePlan plan) =>
        plan.Resources.Where(static resource => resource is { Connection: not null, Container: not null, IsInFront: false });

    /// <summary>Pods with one of some labels, at a port.</summary>
    public static YamlMap Pods(string direction, IEnumerable<YamlMap> labels, int port) =>
        new()
        {
            { direction, labels.Select(static pods => new YamlMap { { "podSelector", Matching(pods) } }).ToArray() },
            { "ports", new[] { Port("TCP", port) } },
        };

    private static YamlMap Matching(YamlMap labels) => new() { { "matchLabels", labels } };

    private static YamlMap Callers(Cluster cluster) =>
        cluster.IsPublic
            ? From(cluster.Options.IngressNamespace, cluster.Plan.Port)
            : Pods("from", [cluster.Gateway, .. cluster.Callers], cluster.Plan.Port);

    private static YamlMap From(string space, int port) =>
        new() { { "from", new[] { FromNamespace(space) } }, { "ports", new[] { Port("TCP", port) } } };

    private static YamlMap FromNamespace(string name) =>
        new()
        {
            {
                "namespaceSelector",
                new YamlMap
                {
                    {
                        "matchLabels",
                        new YamlMap { { NamespaceLabel, name } }
                    },
                }
            },
        };
}

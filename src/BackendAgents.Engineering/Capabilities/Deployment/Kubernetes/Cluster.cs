using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>Names, labels and sizes that the manifests of a service share: each stands here and nowhere else.</summary>
/// <param name="plan">The service, or the gateway of several.</param>
/// <param name="members">The services behind the gateway; null for a service.</param>
internal sealed class Cluster(ServicePlan plan, IReadOnlyList<Cluster>? members = null)
{
    private readonly ServicePart? _part = plan.Blueprint.Part;

    /// <summary>Component that answers requests.</summary>
    public const string Api = "api";

    /// <summary>Component that migrates the database.</summary>
    public const string Migration = "migration";

    /// <summary>Label that says what part something is.</summary>
    public const string ComponentLabel = "app.kubernetes.io/component";

    /// <summary>Label that says whose something is.</summary>
    public const string PartOfLabel = "app.kubernetes.io/part-of";

    /// <summary>Name of the port in pods and services.</summary>
    public const string PortName = "http";

    public ServicePlan Plan => plan;

    public KubernetesOptions Options { get; } = plan.Options<KubernetesOptions>(KubernetesCapability.Id);

    /// <summary>Name of the service.</summary>
    public string Name => plan.Blueprint.Service.Name;

    /// <summary>Its namespace, which all services of a system share.</summary>
    public string Namespace => plan.SystemName;

    /// <summary>The services behind the gateway; none for a service.</summary>
    public IReadOnlyList<Cluster> Members => members ?? [];

    /// <summary>Whether the world calls it; a service among several is called by the gateway alone.</summary>
    public bool IsPublic => _part is null;

    /// <summary>Labels of the pods of the gateway that calls this service.</summary>
    public YamlMap Gateway => Labels(Namespace, Api);

    /// <summary>Labels of the pods of other services that call this one.</summary>
    public IEnumerable<YamlMap> Callers => (_part?.Callers ?? []).Select(static peer => Labels(peer.FullName, Api));

    /// <summary>Labels and ports of the pods of other services that this one calls.</summary>
    public IEnumerable<(YamlMap Pods, int Port)> Peers =>
        (_part?.Peers ?? []).Select(static peer => (Labels(peer.FullName, Api), peer.Port));

    /// <summary>Its folder within the delivery.</summary>
    public string Folder => _part is null ? "" : $"{Release.ServicesFolder}{_part.Name}/";

    /// <summary>A name that each service of a system has one of: <c>names</c>, and <c>shop-orders-names</c> among several.</summary>
    public string Own(string name) => IsPublic ? name : $"{Name}-{name}";

    /// <summary>Host name of a resource, which connection strings have.</summary>
    public string HostOf(Resource resource) => _part is null || resource.IsShared ? resource.Name : $"{_part.Name}-{resource.Name}";

    /// <summary>Name of the migration's job.</summary>
    public string MigrationName => Name + "-migrate";

    /// <summary>Name of the ConfigMap; Kustomize adds a hash of its content, so that a change rolls the pods.</summary>
    public string ConfigName => Name + "-config";

    /// <summary>Name of the Secret, which is made beside the manifests.</summary>
    public string SecretName => Name + "-secrets";

    /// <summary>Whether there is one: a gateway knows no secret.</summary>
    public bool HasSecrets => DeploymentSecrets.OfService(plan).Any();

    /// <summary>Name of the Secret of what runs in the cluster for all services, in development.</summary>
    public string SharedSecretName => Name + "-shared-secrets";

    /// <summary>Name of the Secret that a job alone reads.</summary>
    public string SecretNameOf(ScheduledJob job) => $"{Name}-{job.Name}-secrets";

    /// <summary>Public host name.</summary>
    public string Host => Options.Host ?? Name + ".example.com";

    /// <summary>Whether rows are in a file: then there is one instance, on one volume.</summary>
    public bool KeepsFile => DeploymentSecrets.KeepsFile(plan);

    /// <summary>Whether the service keeps something on a volume: its rows, or files that callers upload.</summary>
    public bool KeepsFolder => KeepsFile || plan.Folders.Count > 0;

    /// <summary>Fewest instances: two, so that one can go; three where less than nine hours a year may be lost.</summary>
    public int MinReplicas =>
        KeepsFile ? 1 : Math.Clamp(Options.MinReplicas ?? (plan.Blueprint.Targets.AvailabilityPercent >= 99.9m ? 3 : 2), 1, 100);

    /// <summary>Most instances: enough for the peak at 100 requests a second each, and at least twice the fewest.</summary>
    public int MaxReplicas =>
        KeepsFile
            ? 1
            : Math.Clamp(
                Options.MaxReplicas ?? Math.Max(2 * MinReplicas, ((plan.Blueprint.Targets.RequestsPerSecond ?? 0) + 99) / 100),
                MinReplicas,
                100
            );

    /// <summary>Labels by which everything of the service is found.</summary>
    public YamlMap Everything => new() { { PartOfLabel, Name } };

    /// <summary>Labels by which the pods of a component are found.</summary>
    public YamlMap Selector(string component) => Labels(Name, component);

    /// <summary>An object of the cluster.</summary>
    public YamlMap Object(string apiVersion, string kind, string name, string component, string body, object content) =>
        new()
        {
            { "apiVersion", apiVersion },
            { "kind", kind },
            {
                "metadata",
                new YamlMap { { "name", name }, { "labels", Selector(component) } }
            },
            { body, content },
        };

    private static YamlMap Labels(string name, string component) => new() { { PartOfLabel, name }, { ComponentLabel, component } };
}

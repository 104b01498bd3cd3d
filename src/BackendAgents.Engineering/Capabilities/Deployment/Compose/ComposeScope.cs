using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>
/// How what belongs to a service is called in a compose file: as it is where the file is of one service, else after the service.
/// </summary>
/// <param name="plan">The service.</param>
/// <param name="member">Its name among several; null when it is the only one.</param>
/// <param name="folder">Its folder, seen from the compose file.</param>
/// <param name="host">Its host name where it is the only one.</param>
internal sealed class ComposeScope(ServicePlan plan, string? member = null, string folder = ".", string host = ServicePlan.HostName)
{
    // Brokers and caches serve all services.
    private readonly HashSet<string> _shared =
    [
        .. plan
            .Resources.Where(static resource => resource.IsShared)
            .SelectMany(static resource =>
                (resource.Container?.SecretFiles.Values ?? []).Append(Setting.VariableOf(resource.Connection?.Setting ?? ""))
            ),
    ];

    /// <summary>Folder of the delivery that an image is built from.</summary>
    public string Folder(string within = "") => within.Length == 0 ? folder : $"{folder}/{within}";

    /// <summary>A host of the service.</summary>
    public string Host(string known) => (member ?? host) + known[ServicePlan.HostName.Length..];

    /// <summary>A resource or a job.</summary>
    public string Name(string name) =>
        member is null || plan.Resources.Any(resource => resource.Name == name && resource.IsShared) ? name : $"{member}-{name}";

    /// <summary>A volume of the service itself.</summary>
    public string Data => member is null ? "app-data" : member + "-data";

    /// <summary>A secret, by the name under which containers see it.</summary>
    public string Secret(string name) => member is null || _shared.Contains(name) ? name : $"{member}-{name}";

    /// <summary>How a container names a secret that it uses: by its name, or by that and the name of the file in it.</summary>
    public object Mounted(string name) => Secret(name) == name ? name : new YamlMap { { "source", Secret(name) }, { "target", name } };

    /// <summary>The secrets of the service, its resources and its jobs, by the names under which containers see them.</summary>
    public IEnumerable<string> Secrets => member is null ? DeploymentSecrets.All(plan) : DeploymentSecrets.OfMember(plan);

    /// <summary>The connection to a resource, whose host may be called otherwise here.</summary>
    public string Connection(Resource resource) =>
        resource.Connection!.Value.Replace($"={resource.Name};", $"={Name(resource.Name)};", StringComparison.Ordinal);
}

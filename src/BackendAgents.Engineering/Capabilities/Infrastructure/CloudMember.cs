using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>One of several services in a cloud, or the gateway before them: whatever the cloud, its instances are told the same.</summary>
/// <param name="plan">The service.</param>
/// <param name="others">The services that it calls, by their names, with their ports.</param>
internal sealed class CloudMember(ServicePlan plan, IReadOnlyList<(string Name, int Port)> others)
{
    // Longer than other instances keep an address, so that nobody is asked who is not there any more.
    private const int DrainSeconds = CloudSystem.AddressSeconds + 5;

    /// <summary>What the gateway is called among the services.</summary>
    public const string Gateway = GatewayPlan.Host;

    public ServicePlan Plan => plan;

    /// <summary>Its name among the others, which is its host name, too.</summary>
    public string Key { get; } = plan.Blueprint.Part?.Name ?? Gateway;

    /// <summary>Whether it is the gateway, which keeps nothing and which the world reaches.</summary>
    public bool IsGateway => plan.Blueprint.Part is null;

    /// <summary>What comes after the system's name where names have to differ; nothing for the gateway.</summary>
    public string Suffix => IsGateway ? "" : "-" + Key;

    /// <summary>The key with a capital at each word: <c>Orders</c>.</summary>
    public string Pascal => string.Concat(Key.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The services that it calls, by their names, with their ports.</summary>
    public IReadOnlyList<(string Name, int Port)> Others => others;

    /// <summary>Settings that are no secrets and no addresses.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
        DeploymentSettings
            .Common(plan)
            .Select(static setting => (setting.Name, setting.Value))
            .Concat(DeploymentSettings.Numbers(plan).Select(static setting => (setting.Name, setting.Value)))
            .Select(setting =>
                setting.Name == Setting.VariableOf(GatewayPlan.DrainSeconds) && !IsGateway
                    ? setting with
                    {
                        Value = $"{DrainSeconds}",
                    }
                    : setting
            );

    /// <summary>Settings that say where another service is.</summary>
    public IEnumerable<(string Name, string Other, int Port)> Addresses =>
        others.Select(static other => (GatewayPlan.AddressOf(other.Name, other.Port).Variable, other.Name, other.Port));

    /// <summary>
    /// Its secrets: the names of the settings, and those under which they are kept. What all share is kept once; all else is its own.
    /// </summary>
    public IEnumerable<(string Name, string Kept)> Secrets =>
        from setting in DeploymentSecrets.OfService(plan)
        let isShared = DeploymentSecrets.Behind(plan, setting) is { IsShared: true }
        select (setting.Variable, isShared ? setting.Variable : $"{Key}/{setting.Variable}");

    /// <summary>Whether it is connected to something of a kind.</summary>
    public bool Uses(ResourceKind kind) => plan.Resources.Any(resource => resource.Kind == kind && resource.Connection is not null);

    /// <summary>Full names of the services whose events it hears.</summary>
    public IEnumerable<string> Heard =>
        plan
            .Blueprint.Events.Select(static told => told.Foreign?.Service)
            .Concat(plan.Blueprint.Entities.Select(static entity => entity.Origin?.Service))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
}

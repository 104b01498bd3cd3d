using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Writes the compose file from the plan.</summary>
internal sealed class ComposeDocument(ServicePlan plan, ComposeScope scope)
{
    private const string DatabaseVariable = "ConnectionStrings__Database";
    private const string FileFolder = "/home/app";
    private const string FileConnection = $"Data Source={FileFolder}/app.db";
    private readonly ComposeOptions _options = plan.Options<ComposeOptions>("compose");

    public ComposeDocument(ServicePlan plan)
        : this(plan, new ComposeScope(plan)) { }

    public string Write()
    {
        var services = new YamlMap();
        foreach (var (name, service, why) in Services(isPublic: !plan.IsBalanced, plan.Resources))
            services.Add(name, service, why);
        return Write(plan.Blueprint.Service.Name, services, Secrets(), Volumes(plan.Resources));
    }

    /// <summary>A file of services, secrets and volumes.</summary>
    public static string Write(string name, YamlMap services, IEnumerable<string> secrets, IEnumerable<string> volumes)
    {
        var (kept, files) = (new YamlMap(), new YamlMap());
        foreach (var secret in secrets.Distinct(StringComparer.Ordinal))
            files.Add(secret, new YamlMap { { "file", "./secrets/" + secret } });
        foreach (var volume in volumes.Distinct(StringComparer.Ordinal))
            kept.Add(volume, new YamlMap());
        return YamlText.Write(
            "Generated from backend.yaml. Start: bash secrets/create.sh && docker compose up --build --detach --wait",
            new YamlMap
            {
                { "name", name },
                { "services", services },
                { "secrets", files.IsEmpty ? null : files },
                { "volumes", kept.IsEmpty ? null : kept },
            }
        );
    }

    /// <summary>The service, its further instances, resources and jobs, each with the reason why it is there, or null.</summary>
    /// <param name="isPublic">Whether callers reach the service on this machine.</param>
    /// <param name="resources">Those of its resources that run.</param>
    public IEnumerable<(string Name, YamlMap Service, string? Why)> Services(bool isPublic, IEnumerable<Resource> resources)
    {
        var main = scope.Host(ServicePlan.HostName);
        yield return (main, Service(isPublic), null);
        foreach (var other in plan.Hosts.Skip(1))
        {
            var again = new YamlMap
            {
                {
                    "extends",
                    new YamlMap { { "service", main } }
                },
            };
            yield return (scope.Host(other), again, "Another instance; each can go while the other answers.");
        }

        foreach (var (name, service) in Running(resources))
            yield return (name, service, null);
        foreach (var job in plan.Jobs)
            yield return (scope.Name(job.Name), Job(job), null);
    }

    /// <summary>Resources as they run.</summary>
    public IEnumerable<(string Name, YamlMap Service)> Running(IEnumerable<Resource> resources) =>
        from resource in resources
        where resource.Container is not null
        select (scope.Name(resource.Name), Container(resource, resource.Container!));

    /// <summary>Names of all secrets.</summary>
    public IEnumerable<string> Secrets() => scope.Secrets.Select(scope.Secret);

    // What the service keeps without a database server lies in its home, which belongs to the user that it runs as.
    private bool KeepsFile => DeploymentSecrets.KeepsFile(plan);

    private bool KeepsFolder => KeepsFile || plan.Folders.Count > 0;

    /// <summary>Names of the volumes of the service, its jobs and those of its resources that run.</summary>
    public IEnumerable<string> Volumes(IEnumerable<Resource> resources) =>
        resources
            .Where(static resource => resource.Container?.DataFolder is not null)
            .Select(resource => scope.Name(resource.Name) + "-data")
            .Concat(plan.Jobs.Select(job => scope.Name(job.Name) + "-data"))
            .Concat(KeepsFolder ? [scope.Data] : []);

    // What is connected to must be there first.
    private YamlMap? Needed() =>
        Healthy(
            plan.Resources.Where(static resource => resource is { Container: not null, Connection: not null, IsInFront: false })
                .Select(resource => scope.Name(resource.Name))
        );

    internal static YamlMap? Healthy(IEnumerable<string> names)
    {
        var needed = new YamlMap();
        foreach (var name in names)
            needed.Add(name, new YamlMap { { "condition", "service_healthy" } });
        return needed.IsEmpty ? null : needed;
    }

    private YamlMap Job(ScheduledJob job)
    {
        var environment = new YamlMap();
        foreach (var (name, value) in job.Environment)
            environment.Add(name, value);
        environment.Add(DatabaseVariable, KeepsFile ? FileConnection : null);
        return new YamlMap
        {
            { "build", scope.Folder(job.Folder) },
            { "restart", "unless-stopped" },
            { "command", job.Loop, job.Meaning + "; it watches the clock itself." },
            { "environment", environment },
            { "read_only", true },
            { "tmpfs", YamlMap.List("/tmp") },
            {
                "volumes",
                (string[])[$"{scope.Name(job.Name)}-data:{job.DataFolder}", .. KeepsFile ? YamlMap.List($"{scope.Data}:{FileFolder}") : []]
            },
            { "mem_limit", Memory(512) },
            { "cpus", Cpus(500) },
            { "cap_drop", YamlMap.List("ALL") },
            { "security_opt", YamlMap.List("no-new-privileges:true") },
            { "secrets", Secrets(DeploymentSecrets.Of(plan, job)) },
            { "depends_on", Needed() },
        };
    }

    private YamlMap Environment()
    {
        var environment = new YamlMap
        {
            { "ASPNETCORE_ENVIRONMENT", "Production" },
            { DatabaseVariable, KeepsFile ? FileConnection : null },
        };
        foreach (var folder in plan.Folders)
            environment.Add(folder.Variable, $"{FileFolder}/{folder.Name}");
        foreach (var peer in plan.Blueprint.Part?.Peers ?? [])
            environment.Add(
                GatewayPlan.AddressOf(peer.Name, peer.Port).Variable,
                string.Create(CultureInfo.InvariantCulture, $"http://{peer.Name}:{peer.Port}")
            );
        if (plan.IsBalanced || plan.Blueprint.Part is not null || plan.Resources.Any(static resource => resource.IsInFront))
            AddTrusted(environment);
        return environment;
    }

    /// <summary>Has a container that stands behind another take that one's word about who calls.</summary>
    internal static void AddTrusted(YamlMap environment) =>
        environment.Add(
            ProxySetting.Trusted.Variable,
            ProxySetting.PrivateNetworks,
            "What is in front says who calls; nobody else reaches this network."
        );

    private YamlMap Service(bool isPublic) =>
        new()
        {
            { "build", scope.Folder() },
            { "restart", "unless-stopped" },
            {
                "ports",
                !isPublic
                    ? null
                    : new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_options.Port ?? plan.Port}:{plan.Port}") },
                "On loopback: what is public goes through a proxy that speaks TLS."
            },
            { "environment", Environment() },
            { "read_only", true },
            { "tmpfs", YamlMap.List("/tmp") },
            { "volumes", KeepsFolder ? YamlMap.List($"{scope.Data}:{FileFolder}") : null },
            { "mem_limit", Memory(_options.MemoryMebibytes) },
            { "cpus", Cpus(_options.CpuMillicores), ".NET sizes its threads by it." },
            { "cap_drop", YamlMap.List("ALL") },
            { "security_opt", YamlMap.List("no-new-privileges:true") },
            { "secrets", Secrets(DeploymentSecrets.OfService(plan).Select(static setting => setting.Variable)) },
            { "healthcheck", Health(["dotnet", plan.ProjectName + ".dll", "--healthcheck"]) },
            { "depends_on", Needed() },
        };

    private YamlMap Container(Resource resource, Container container)
    {
        var environment = new YamlMap();
        foreach (var (name, value) in container.Environment)
            environment.Add(name, value);
        foreach (var (name, secret) in container.SecretFiles)
            environment.Add(name, $"{DeploymentSecrets.Folder}/{secret}");
        return new YamlMap
        {
            { "image", container.Image },
            { "restart", "unless-stopped" },
            { "environment", environment },
            { "user", container.JobFolders.Count > 0 ? $"{ServiceImage.UserId}" : null, "Whose files it reads." },
            { "command", container.Command.Count > 0 ? container.Command : null },
            {
                "ports",
                container.PublicPorts.Count > 0
                    ? container
                        .PublicPorts.Select(static port => string.Create(CultureInfo.InvariantCulture, $"{port.Outside}:{port.Inside}"))
                        .ToArray()
                : resource is { Kind: ResourceKind.Tool, Watches: null }
                    ? new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{container.Port}:{container.Port}") }
                : null,
                container.PublicPorts.Count > 0 ? "For everybody." : "For people on this machine."
            },
            { "volumes", Volumes(resource, container) is { Length: > 0 } volumes ? volumes : null },
            { "mem_limit", Memory(container.MemoryMebibytes) },
            { "cpus", Cpus(container.CpuMillicores) },
            { "security_opt", YamlMap.List("no-new-privileges:true") },
            { "secrets", Secrets(container.SecretFiles.Values) },
            { "healthcheck", container.HealthCheck.Count > 0 ? Health(container.HealthCheck) : null },
            { "depends_on", container.PublicPorts.Count > 0 || resource.IsInFront ? Healthy(plan.Hosts.Select(scope.Host)) : null },
        };
    }

    private string[] Volumes(Resource resource, Container container) =>
        [
            .. container.DataFolder is { } folder ? YamlMap.List($"{scope.Name(resource.Name)}-data:{folder}") : [],
            .. container.JobFolders.Select(pair => $"{scope.Name(pair.Key)}-data:{pair.Value}:ro"),
            .. container.Folders.Select(pair => $"{scope.Folder(pair.Key)}:{pair.Value}:ro"),
        ];

    private object[]? Secrets(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Select(scope.Mounted).ToArray() is { Length: > 0 } secrets ? secrets : null;

    internal static YamlMap Health(IEnumerable<string> command) =>
        new()
        {
            { "test", (string[])["CMD", .. command] },
            { "interval", "10s" },
            { "timeout", "5s" },
            { "retries", 6 },
            { "start_period", "20s" },
        };

    /// <summary>Cores, of which thousandths are given.</summary>
    internal static string Cpus(int millicores) => (millicores / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    internal static string Memory(int mebibytes) => mebibytes.ToString(CultureInfo.InvariantCulture) + "m";
}

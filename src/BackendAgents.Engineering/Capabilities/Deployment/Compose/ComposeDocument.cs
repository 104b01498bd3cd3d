using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Writes the compose file from the plan.</summary>
internal sealed class ComposeDocument(ServicePlan plan)
{
    private const string DatabaseVariable = "ConnectionStrings__Database";
    private const string FileFolder = "/home/app";
    private const string FileConnection = $"Data Source={FileFolder}/app.db";
    private readonly ComposeOptions _options = plan.Options<ComposeOptions>("compose");

    public string Write()
    {
        var services = new YamlMap { { ServicePlan.HostName, Service() } };
        foreach (var other in plan.Hosts.Skip(1))
            services.Add(
                other,
                new YamlMap
                {
                    {
                        "extends",
                        new YamlMap { { "service", ServicePlan.HostName } }
                    },
                },
                "Another instance; each can go while the other answers."
            );
        foreach (var resource in plan.Resources.Where(static resource => resource.Container is not null))
            services.Add(resource.Name, Container(resource, resource.Container!));
        foreach (var job in plan.Jobs)
            services.Add(job.Name, Job(job));
        var secrets = new YamlMap();
        foreach (var name in DeploymentSecrets.All(plan))
            secrets.Add(name, new YamlMap { { "file", "./secrets/" + name } });
        var volumes = new YamlMap();
        foreach (var volume in Volumes())
            volumes.Add(volume, new YamlMap());
        return YamlText.Write(
            "Generated from backend.yaml. Start: bash secrets/create.sh && docker compose up --build --detach --wait",
            new YamlMap
            {
                { "name", plan.Blueprint.Service.Name },
                { "services", services },
                { "secrets", secrets.IsEmpty ? null : secrets },
                { "volumes", volumes.IsEmpty ? null : volumes },
            }
        );
    }

    // What the service keeps without a database server lies in its home, which belongs to the user that it runs as.
    private bool KeepsFile => DeploymentSecrets.KeepsFile(plan);

    private bool KeepsFolder => KeepsFile || plan.Folders.Count > 0;

    private IEnumerable<string> Volumes() =>
        plan
            .Resources.Where(static resource => resource.Container?.DataFolder is not null)
            .Select(static resource => resource.Name + "-data")
            .Concat(plan.Jobs.Select(static job => job.Name + "-data"))
            .Concat(KeepsFolder ? ["app-data"] : []);

    // What is connected to must be there first.
    private YamlMap? Needed() =>
        Healthy(
            plan.Resources.Where(static resource => resource is { Container: not null, Connection: not null, IsInFront: false })
                .Select(static resource => resource.Name)
        );

    private static YamlMap? Healthy(IEnumerable<string> names)
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
            { "build", "./" + job.Folder },
            { "restart", "unless-stopped" },
            { "command", job.Loop, job.Meaning + "; it watches the clock itself." },
            { "environment", environment },
            { "read_only", true },
            { "tmpfs", YamlMap.List("/tmp") },
            { "volumes", (string[])[$"{job.Name}-data:{job.DataFolder}", .. KeepsFile ? YamlMap.List("app-data:" + FileFolder) : []] },
            { "mem_limit", Memory(512) },
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
        return environment;
    }

    private YamlMap Service() =>
        new()
        {
            { "build", "." },
            { "restart", "unless-stopped" },
            {
                "ports",
                plan.IsBalanced
                    ? null
                    : new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_options.Port ?? plan.Port}:{plan.Port}") },
                "On loopback: what is public goes through a proxy that speaks TLS."
            },
            { "environment", Environment() },
            { "read_only", true },
            { "tmpfs", YamlMap.List("/tmp") },
            { "volumes", KeepsFolder ? YamlMap.List("app-data:" + FileFolder) : null },
            { "mem_limit", Memory(_options.MemoryMebibytes) },
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
            { "command", container.Command.Count > 0 ? container.Command : null },
            {
                "ports",
                container.PublicPorts.Count > 0
                    ? container
                        .PublicPorts.Select(static port => string.Create(CultureInfo.InvariantCulture, $"{port.Outside}:{port.Inside}"))
                        .ToArray()
                : resource.Kind == ResourceKind.Tool
                    ? new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{container.Port}:{container.Port}") }
                : null,
                container.PublicPorts.Count > 0 ? "For everybody." : "For people on this machine."
            },
            { "volumes", Volumes(resource, container) is { Length: > 0 } volumes ? volumes : null },
            { "mem_limit", Memory(container.MemoryMebibytes) },
            { "security_opt", YamlMap.List("no-new-privileges:true") },
            { "secrets", Secrets(container.SecretFiles.Values) },
            { "healthcheck", container.HealthCheck.Count > 0 ? Health(container.HealthCheck) : null },
            { "depends_on", container.PublicPorts.Count > 0 || resource.IsInFront ? Healthy(plan.Hosts) : null },
        };
    }

    private static string[] Volumes(Resource resource, Container container) =>
        [
            .. container.DataFolder is { } folder ? YamlMap.List($"{resource.Name}-data:{folder}") : [],
            .. container.Folders.Select(static pair => $"./{pair.Key}:{pair.Value}:ro"),
        ];

    private static string[]? Secrets(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } secrets ? secrets : null;

    private static YamlMap Health(IEnumerable<string> command) =>
        new()
        {
            { "test", (string[])["CMD", .. command] },
            { "interval", "10s" },
            { "timeout", "5s" },
            { "retries", 6 },
            { "start_period", "20s" },
        };

    private static string Memory(int mebibytes) => mebibytes.ToString(CultureInfo.InvariantCulture) + "m";
}

using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment.Compose;
using BackendAgents.Engineering.Capabilities.Deployment.Docker;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>
/// The image of the gateway; and all services in one compose file where that is asked for: each with its database, with one broker and
/// one cache.
/// </summary>
internal static class SystemCompose
{
    // Long enough for nginx to hear of it and for calls that are under way.
    private const int DrainSeconds = 5;
    private const string StopGrace = "40s";

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        foreach (var file in DockerEmitter.Image(system.Gateway, system.Gateway.HttpPorts, [], "services", "run.sh", ".run", "secrets"))
            yield return file;
        if (!system.Plan.Has("compose"))
            yield break;
        var scopes = system.Services.Select(static service => (service.Plan, Scope: Scope(service)));
        yield return new Artifact(ComposeEmitter.Path, Document(system, [.. scopes]));
        var own = (system.Gateway, Whole(system));
        yield return new Artifact("secrets/create.sh", SecretScript.Write(scopes.Append(own)));
        yield return new Artifact("secrets/.gitignore", ComposeEmitter.Ignored);
    }

    /// <summary>How what belongs to a service is called.</summary>
    public static ComposeScope Scope((ServiceShare Share, ServicePlan Plan) service) =>
        new(service.Plan, service.Share.Service.Name, "./" + service.Share.Folder.TrimEnd('/'));

    private static string Document(SystemDelivery system, List<(ServicePlan Plan, ComposeScope Scope)> scopes)
    {
        var documents = scopes.ConvertAll(static service => new ComposeDocument(service.Plan, service.Scope));
        var services = new YamlMap { { GatewayPlan.Host, Front(system) } };
        foreach (var other in GatewayPlan.Hosts(system.Gateway).Skip(1))
            services.Add(
                other,
                new YamlMap
                {
                    {
                        "extends",
                        new YamlMap { { "service", GatewayPlan.Host } }
                    },
                },
                "Another one; each can go while the other answers."
            );
        for (var place = 0; place < documents.Count; place++)
        {
            foreach (var (name, service, why) in documents[place].Services(isPublic: false, Needed(scopes[place].Plan)))
            {
                // Brokers and caches come with the first that needs them.
                if (services[name] is null)
                    services.Add(name, service, why);
            }
        }

        var whole = new ComposeDocument(system.Gateway, Whole(system));
        foreach (var (name, service) in whole.Running(system.Gateway.Resources))
            services.Add(name, service);
        return ComposeDocument.Write(
            system.Plan.Blueprint.Service.Name,
            services,
            documents.SelectMany(static document => document.Secrets()).Concat(whole.Secrets()),
            scopes
                .SelectMany((service, place) => documents[place].Volumes(Needed(service.Plan)))
                .Concat(whole.Volumes(system.Gateway.Resources))
        );
    }

    private static ComposeScope Whole(SystemDelivery system) => new(system.Gateway, host: GatewayPlan.Host);

    // What watches is of the whole, but for what watches something that a service alone has.
    private static IEnumerable<Resource> Needed(ServicePlan plan) =>
        plan.Resources.Where(static resource => resource is { Connection: not null, IsInFront: false } or { Watches: not null });

    private static YamlMap Front(SystemDelivery system)
    {
        var options = system.Plan.Options<ComposeOptions>("compose");
        var port = system.Plan.Port;
        var environment = new YamlMap { { "ASPNETCORE_ENVIRONMENT", "Production" } };
        foreach (var (share, plan) in system.Services)
            environment.Add(
                "Services__" + share.Service.Name,
                string.Create(CultureInfo.InvariantCulture, $"http://{share.Service.Name}:{plan.Port}")
            );
        var isBehind = system.Gateway.IsBalanced;
        if (isBehind)
        {
            ComposeDocument.AddTrusted(environment);
            environment.Add(
                Setting.VariableOf(GatewayPlan.DrainSeconds),
                DrainSeconds,
                "A gateway that ends turns reads away so long, which nginx takes to the other one."
            );
        }

        return new YamlMap
        {
            { "build", "." },
            { "restart", "unless-stopped" },
            { "stop_grace_period", isBehind ? StopGrace : null },
            {
                "ports",
                isBehind ? null : new[] { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{options.Port ?? port}:{port}") },
                "On loopback: what is public goes through a proxy that speaks TLS."
            },
            { "environment", environment },
            { "read_only", true },
            { "tmpfs", YamlMap.List("/tmp") },
            { "mem_limit", ComposeDocument.Memory(options.MemoryMebibytes) },
            { "cpus", ComposeDocument.Cpus(options.CpuMillicores) },
            { "cap_drop", YamlMap.List("ALL") },
            { "security_opt", YamlMap.List("no-new-privileges:true") },
            { "healthcheck", ComposeDocument.Health(["dotnet", system.Plan.ProjectName + ".dll", "--healthcheck"]) },
            { "depends_on", ComposeDocument.Healthy(system.Services.Select(static service => service.Share.Service.Name)) },
        };
    }
}

using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>From nothing to all services that run, and back to the versions before: in the order in which it is done.</summary>
internal static class SystemDeployment
{
    public static string Write(SystemDelivery system, IEnumerable<string> places)
    {
        var text = new CodeWriter()
            .Line("# Deployment of all services")
            .Line()
            .Line("In the order in which it is done. How each place is filled is in the README's section of that name.")
            .Line()
            .Line("## 1. What has to be there")
            .Line();
        Needed(text, system);
        text.Line().Line("## 2. Secrets").Line().Line("Made for each place anew; none is in a file of the repository.").Line();
        Secrets(text, system);
        text.Line()
            .Line("## 3. What all share")
            .Line()
            .Line("Broker and cache first: a service that does not reach them is not ready.")
            .Line()
            .Line("## 4. Each service, its database before it")
            .Line()
            .Line("| service | migrates by | is well when | more |")
            .Line("|---|---|---|---|");
        foreach (var (share, plan) in system.Services)
            text.Line(
                $"| {share.Service.Name} | `dotnet {plan.ProjectName}.dll {ServiceImage.Migrate}` | port {plan.Port} answers "
                    + $"`{plan.ReadyPath}` by 200 | [deployment](../{share.Folder}docs/deployment.md) |"
            );
        text.Line()
            .Line("One after the other: an event that a new version tells must be one that the others, old or new, understand. Start all")
            .Line("before there are rows: one that comes later has no copies of those that were there before.")
            .Line()
            .Line("## 5. The gateway at last")
            .Line()
            .Line("It knows paths that the new services have; the other way round it would lead to what is not there yet.")
            .Line();
        if (system.Gateway.IsBalanced)
            text.Line("Gateways are replaced one by one, with the time between that nginx needs (README: Behind nginx).").Line();
        foreach (var place in places)
            text.Line($"- README: {place}");
        Look(text, system);
        return text.ToString();
    }

    private static void Needed(CodeWriter text, SystemDelivery system)
    {
        var images = system.Services.Select(static service => service.Plan).Prepend(system.Gateway);
        text.Line($"- A registry for the images: {string.Join(", ", images.Select(static plan => $"`{ServiceImage.Repository(plan)}`"))}.");
        foreach (var (share, plan) in system.Services)
        foreach (var resource in plan.Resources.Where(static one => one is { Connection: not null, IsShared: false }))
            text.Line($"- {resource.Title} for {share.Service.Name}, reachable from that service and from nowhere else.");
        foreach (
            var resource in system
                .Services.SelectMany(static service => service.Plan.Resources)
                .Where(static one => one is { Connection: not null, IsShared: true })
                .DistinctBy(static one => one.Name)
        )
            text.Line($"- {resource.Title} for all services, reachable from them alone.");
        text.Line("- A name and a certificate for it, at what leads to the gateway.");
    }

    private static void Secrets(CodeWriter text, SystemDelivery system)
    {
        text.Line("| secret | read by |").Line("|---|---|");
        var read =
            from service in system.Services
            let scope = SystemCompose.Scope(service)
            from name in DeploymentSecrets.OfMember(service.Plan)
            group service.Share.Service.Name by scope.Secret(name);
        foreach (var secret in read)
            text.Line($"| `{secret.Key}` | {(secret.Count() == system.Services.Count ? "all services" : string.Join(", ", secret))} |");
        text.Line().Line("The gateway reads none: it checks tokens by the keys that their issuer publishes.");
    }

    private static void Look(CodeWriter text, SystemDelivery system)
    {
        text.Line()
            .Line("## 6. Look whether it works")
            .Line()
            .Line($"1. `curl --fail https://HOST{system.Gateway.ReadyPath}` says `Healthy`, of all and of each service by its name.")
            .Line("2. Events pass: no service has messages that wait for longer than a minute.")
            .Line("3. Errors and latency stay below the [levels of service](service-levels.md) for an hour.")
            .Line()
            .Line("## Back to the versions before")
            .Line()
            .Line("The gateway first, then the services in the opposite order, and only what this rollout has changed: what was not")
            .Line("changed would become one version too old. Databases stay as they are: the older versions run on them.");
    }
}

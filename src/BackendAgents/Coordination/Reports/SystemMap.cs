using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Documents;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// What the delivery is made of and who speaks to whom, from left to right: who calls, what leads to the service, the service, and what it
/// needs. From the plan; what is not in it is not drawn.
/// </summary>
/// <param name="Parts">What is drawn.</param>
/// <param name="Ways">Who speaks to whom, and what goes there.</param>
internal sealed record SystemMap(IReadOnlyList<MapPart> Parts, IReadOnlyList<(string From, string To, string What)> Ways)
{
    private const int Outside = 3;

    // Columns of services that have a gateway before them, and of what these need.
    private const int Inside = 3;
    private const int Behind = 4;

    public static SystemMap Of(Blueprint blueprint, CapabilityCatalog capabilities) =>
        ServiceDivision.Applies(blueprint) ? Several(blueprint, capabilities) : One(capabilities.Plan(blueprint));

    private static SystemMap One(ServicePlan plan)
    {
        var flows = DataFlow.Of(plan);
        var parts = flows
            .SelectMany(static flow => new[] { flow.From, flow.To })
            .DistinctBy(static part => part.Id)
            .Select(part => new MapPart(part.Id, part.Title, About(part, plan), Column(part.Kind), part.Kind == FlowKind.Service))
            .ToList();
        var ways = flows.Select(static flow => (flow.From.Id, flow.To.Id, flow.What)).ToList();
        foreach (var (id, title, what) in Others(plan.Blueprint))
        {
            parts.Add(new MapPart(id, title, "outside", Outside, IsOwn: false));
            ways.Add(("service", id, what));
        }

        return new SystemMap(parts, ways);
    }

    private static SystemMap Several(Blueprint blueprint, CapabilityCatalog capabilities)
    {
        var doors = capabilities.Plan(blueprint).Resources.Where(static resource => resource.Container?.PublicPorts.Count > 0).ToList();
        var parts = new List<MapPart> { new("callers", "Callers", Roles(blueprint), 0, IsOwn: false) };
        var ways = new List<(string, string, string)>();
        foreach (var door in doors)
        {
            parts.Add(new MapPart(door.Name, door.Title, "in front", 1, IsOwn: false));
            ways.Add(("callers", door.Name, "requests over HTTPS"));
            ways.Add((door.Name, "gateway", "requests over HTTP, on the deployment's own network"));
        }

        parts.Add(new MapPart("gateway", doors.Count > 0 ? "Gateways" : "Gateway", Port(blueprint), 2, IsOwn: true));
        if (doors.Count == 0)
            ways.Add(("callers", "gateway", "requests over HTTPS"));
        foreach (var share in ServiceDivision.Of(blueprint))
        {
            var name = share.Service.Name;
            parts.Add(new MapPart(name, name, Port(share.Blueprint), Inside, IsOwn: true) { Section = ServiceSections.IdOf(name) });
            ways.Add(("gateway", name, "requests over HTTP, on the deployment's own network"));
            // What watches a resource is told nothing by the service.
            foreach (var resource in capabilities.Plan(share.Blueprint).Resources.Where(static resource => resource.Watches is null))
            {
                // All share one broker and one cache, and one tool watches them; what else they have is each one's own.
                var isShared = resource.Kind is ResourceKind.Broker or ResourceKind.Cache or ResourceKind.Tool;
                var id = isShared ? resource.Name : $"{name}/{resource.Name}";
                if (!parts.Exists(part => part.Id == id))
                    parts.Add(new MapPart(id, resource.Title, isShared ? Keeps(resource.Kind) : "of " + name, Behind, IsOwn: false));
                ways.Add((name, id, Carries(resource.Kind)));
            }

            foreach (var (id, title, what) in Others(share.Blueprint))
            {
                if (!parts.Exists(part => part.Id == id))
                    parts.Add(new MapPart(id, title, "outside", Behind, IsOwn: false));
                ways.Add((name, id, what));
            }
        }

        return new SystemMap(parts, ways);
    }

    private static string Carries(ResourceKind kind) =>
        kind switch
        {
            ResourceKind.Broker => "events, both ways",
            ResourceKind.Cache => "copies that may be lost",
            ResourceKind.Tool => "measurements and logs",
            _ => "its rows, with its own account",
        };

    // Systems of others, which no plan starts.
    private static IEnumerable<(string Id, string Title, string What)> Others(Blueprint blueprint)
    {
        foreach (var provider in blueprint.Providers)
            yield return ("provider " + provider.Name, provider.Name, "questions after the transaction");
        if (blueprint.Notifications.Count > 0)
            yield return ("mail", "Mail server", "mails, from the outbox");
        foreach (var told in blueprint.Webhooks)
            yield return ("webhook " + told.Name, told.Name, "signed events, from the outbox");
    }

    private static string About(FlowPart part, ServicePlan plan) =>
        part.Kind switch
        {
            FlowKind.Callers => Roles(plan.Blueprint),
            FlowKind.Service => Port(plan.Blueprint),
            FlowKind.Operators => "deploy and watch",
            FlowKind.Balancer => "in front",
            FlowKind.Job => "by the clock",
            FlowKind.Tool => "watches",
            _ => Keeps(plan.Resources.FirstOrDefault(resource => resource.Name == part.Id)?.Kind ?? ResourceKind.Database),
        };

    private static string Keeps(ResourceKind kind) =>
        kind switch
        {
            ResourceKind.Database => "rows",
            ResourceKind.Cache => "copies that may be lost",
            ResourceKind.Broker => "events",
            ResourceKind.ObjectStore => "files",
            _ => "",
        };

    private static string Roles(Blueprint blueprint) =>
        string.Join(", ", blueprint.Roles.Select(static role => role.Name).DefaultIfEmpty("anybody"));

    private static string Port(Blueprint blueprint) => string.Create(null, $"ASP.NET Core, port {blueprint.Deployment.Port}");

    private static int Column(FlowKind kind) =>
        kind switch
        {
            FlowKind.Callers or FlowKind.Operators => 0,
            FlowKind.Balancer => 1,
            FlowKind.Service => 2,
            FlowKind.Job => 4,
            _ => Outside,
        };
}

/// <summary>Something that is drawn.</summary>
/// <param name="Id">What ways call it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="About">A few words more; may be empty.</param>
/// <param name="Column">Its place from left to right.</param>
/// <param name="IsOwn">Whether its code was delivered.</param>
internal sealed record MapPart(string Id, string Title, string About, int Column, bool IsOwn)
{
    /// <summary>Where the page says more of it; null when nowhere.</summary>
    public string? Section { get; init; }
}

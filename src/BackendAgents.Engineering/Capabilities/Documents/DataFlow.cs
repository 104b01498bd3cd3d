using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>A way that data takes from one part to another.</summary>
/// <param name="From">Where it comes from.</param>
/// <param name="To">Where it goes.</param>
/// <param name="What">What is carried, and how.</param>
/// <param name="Crosses">Whether it comes from outside of what the operators control.</param>
internal sealed record DataFlow(FlowPart From, FlowPart To, string What, bool Crosses)
{
    private static readonly FlowPart s_callers = new("callers", "Callers", FlowKind.Callers);
    private static readonly FlowPart s_gateway = new("gateway", "Gateway", FlowKind.Gateway);
    private static readonly FlowPart s_operators = new("operators", "Operators", FlowKind.Operators);

    /// <summary>All ways, from the plan: what is not in it takes no part.</summary>
    public static IReadOnlyList<DataFlow> Of(ServicePlan plan)
    {
        var service = new FlowPart("service", plan.Blueprint.Service.Title, FlowKind.Service);
        var flows = new List<DataFlow>();
        if (plan.Blueprint.Part is not null)
            flows.Add(new DataFlow(s_gateway, service, "requests over HTTP, on the deployment's own network", Crosses: false));
        flows.AddRange(Entrance(plan, service));

        foreach (var resource in plan.Resources.Where(static resource => resource.Connection is not null))
            flows.Add(
                new DataFlow(
                    service,
                    new FlowPart(resource.Name, resource.Title, FlowKind.Store),
                    "rows, with the service's own account",
                    false
                )
            );
        var file = new FlowPart("file", "SQLite file", FlowKind.Store);
        if (DeploymentSecrets.KeepsFile(plan))
            flows.Add(new DataFlow(service, file, "rows, in a file that only its user opens", false));
        var store = flows.FirstOrDefault(static flow => flow.To.Kind == FlowKind.Store)?.To ?? file;
        foreach (var job in plan.Jobs)
            flows.Add(
                new DataFlow(
                    store,
                    new FlowPart(job.Name, $"Job {job.Name}", FlowKind.Job),
                    "all rows, into files that are encrypted and sealed",
                    false
                )
            );
        foreach (
            var resource in plan.Resources.Where(static tool =>
                tool is { Kind: ResourceKind.Tool, Watches: null, Container.PublicPorts.Count: 0 }
            )
        )
            flows.Add(new DataFlow(service, new FlowPart(resource.Name, resource.Title, FlowKind.Tool), "measurements and logs", false));
        flows.Add(new DataFlow(s_operators, service, "images and settings, through the pipeline", Crosses: true));
        return flows;
    }

    // Through balancers where there are some, and straight otherwise. A service of several is called by its gateway alone.
    private static IEnumerable<DataFlow> Entrance(ServicePlan plan, FlowPart to)
    {
        if (!plan.IsBalanced)
        {
            if (plan.Blueprint.Part is null)
                yield return new DataFlow(s_callers, to, "requests over HTTPS", Crosses: true);
            yield break;
        }

        foreach (var resource in plan.Resources.Where(static resource => resource.Container?.PublicPorts.Count > 0))
        {
            var door = new FlowPart(resource.Name, resource.Title, FlowKind.Balancer);
            yield return new DataFlow(s_callers, door, "requests over HTTPS", Crosses: true);
            yield return new DataFlow(door, to, "requests over HTTP, on the deployment's own network", Crosses: false);
        }
    }

    /// <summary>The ways between the gateway and the services of a system; what a service has for itself is in its own document.</summary>
    /// <param name="services">The plans of the services.</param>
    /// <param name="gateway">The plan of the gateway.</param>
    public static IReadOnlyList<DataFlow> Between(IEnumerable<ServicePlan> services, ServicePlan gateway)
    {
        List<DataFlow> flows = [.. Entrance(gateway, s_gateway)];
        foreach (var plan in services)
        {
            var name = plan.Blueprint.Part!.Name;
            var service = new FlowPart("service_" + name, $"Service {name}", FlowKind.Service);
            flows.Add(new DataFlow(s_gateway, service, "requests with the caller's token, over HTTP", Crosses: false));
            foreach (var peer in plan.Blueprint.Part.Peers)
                flows.Add(
                    new DataFlow(
                        service,
                        new FlowPart("service_" + peer.Name, $"Service {peer.Name}", FlowKind.Service),
                        "questions with the caller's token, or for the keys, over HTTP",
                        Crosses: false
                    )
                );
            foreach (var broker in plan.Resources.Where(static resource => resource.Kind == ResourceKind.Broker))
                flows.Add(
                    new DataFlow(
                        service,
                        new FlowPart(broker.Name, broker.Title, FlowKind.Broker),
                        "events, and rows of which others keep copies; both ways",
                        Crosses: false
                    )
                );
        }

        flows.Add(new DataFlow(s_operators, s_gateway, "images and settings, through the pipeline", Crosses: true));
        return flows;
    }
}

/// <summary>Somebody or something that data comes from or goes to.</summary>
/// <param name="Id">A word for diagrams.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Kind">What it is.</param>
internal sealed record FlowPart(string Id, string Title, FlowKind Kind);

/// <summary>The kinds of parts.</summary>
internal enum FlowKind
{
    /// <summary>People and programs that call.</summary>
    Callers,

    /// <summary>People who run it.</summary>
    Operators,

    /// <summary>What leads callers to instances.</summary>
    Balancer,

    /// <summary>What callers of several services call.</summary>
    Gateway,

    /// <summary>What carries events between services.</summary>
    Broker,

    /// <summary>The service.</summary>
    Service,

    /// <summary>What keeps data.</summary>
    Store,

    /// <summary>What runs by the clock.</summary>
    Job,

    /// <summary>What watches.</summary>
    Tool,
}

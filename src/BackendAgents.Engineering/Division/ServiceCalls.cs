using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Division;

/// <summary>Which service asks which: all ask the one that issues tokens for its keys. Pure.</summary>
internal static class ServiceCalls
{
    /// <summary>What a service knows of the others, but for what they are told of its rows.</summary>
    public static ServicePart Of(Blueprint blueprint, Ownership owners, ServiceBoundary service)
    {
        var pairs = Pairs(blueprint, owners).ToList();
        return new ServicePart(blueprint.Service.Name, service.Name, [])
        {
            Issuer = owners.Issuer?.Name,
            Peers = [.. pairs.Where(pair => pair.From == service).Select(pair => Peer(blueprint, owners, pair.To)).Distinct()],
            Callers = [.. pairs.Where(pair => pair.To == service).Select(pair => Peer(blueprint, owners, pair.From)).Distinct()],
        };
    }

    /// <summary>The port of a service: the gateway has that of the whole, and the services the next ones.</summary>
    public static int PortOf(Blueprint blueprint, ServiceBoundary service) =>
        blueprint.Deployment.Port + 1 + blueprint.Services.TakeWhile(other => other != service).Count();

    /// <summary>Who asks whom because an operation needs it.</summary>
    public static IEnumerable<(ServiceBoundary From, ServiceBoundary To)> Questions(Blueprint blueprint, Ownership owners) =>
        from operation in blueprint.Operations
        from ask in operation.Asks
        let asked = owners.Index.OperationById(ask.Operation)
        where asked is not null && owners.Of(asked.Entity) != owners.Of(operation.Entity)
        select (owners.Of(operation.Entity), owners.Of(asked.Entity));

    /// <summary>The operations of a service, whose questions name the service that they go to.</summary>
    public static Operation Addressed(Operation operation, Blueprint blueprint, Ownership owners) =>
        operation.Asks.Count == 0
            ? operation
            : operation with
            {
                Asks =
                [
                    .. operation.Asks.Select(ask =>
                    {
                        var asked = owners.Index.OperationById(ask.Operation)!;
                        var route = OperationRoute.Of(asked, owners.Index.EntityById(asked.Entity)!, null);
                        var named = CopySelection.Expressions(blueprint);
                        var values = AskTraits.Values(ask, owners.Index).Where(value => named.Contains((ask.As, value.Name)));
                        return ask with
                        {
                            Service = new AskedService(owners.Of(asked.Entity).Name, route.Path, [.. values]) { Operation = asked.Name },
                        };
                    }),
                ],
            };

    private static IEnumerable<(ServiceBoundary From, ServiceBoundary To)> Pairs(Blueprint blueprint, Ownership owners) =>
        (
            owners.Issuer is { } issuer ? blueprint.Services.Where(service => service != issuer).Select(service => (service, issuer)) : []
        ).Concat(Questions(blueprint, owners));

    private static ServicePeer Peer(Blueprint blueprint, Ownership owners, ServiceBoundary service) =>
        new(service.Name, owners.NameOf(service), PortOf(blueprint, service));
}

using BackendAgents.Engineering.Blueprints;

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

    private static IEnumerable<(ServiceBoundary From, ServiceBoundary To)> Pairs(Blueprint blueprint, Ownership owners) =>
        owners.Issuer is { } issuer ? blueprint.Services.Where(service => service != issuer).Select(service => (service, issuer)) : [];

    private static ServicePeer Peer(Blueprint blueprint, Ownership owners, ServiceBoundary service) =>
        new(service.Name, owners.NameOf(service), PortOf(blueprint, service));
}

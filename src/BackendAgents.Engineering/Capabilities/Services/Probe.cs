using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>A call without parameters that each of two services can be asked by.</summary>
/// <param name="Away">The service that is taken from the network.</param>
/// <param name="AwayCall">A call of it.</param>
/// <param name="There">A service that stays.</param>
/// <param name="ThereCall">A call of that one.</param>
internal sealed record Probe(string Away, HttpEndpoint AwayCall, string There, HttpEndpoint ThereCall)
{
    /// <summary>Two services of a system with such calls; null when there are none.</summary>
    public static Probe? Of(SystemDelivery system)
    {
        var found = (
            from service in system.Services
            let call = service.Plan.Contract.Endpoints.FirstOrDefault(static endpoint =>
                endpoint is { Method: "GET", Operation.Kind: OperationKind.List } && !endpoint.Path.Contains('{', StringComparison.Ordinal)
            )
            where call is not null
            select (service.Share.Service.Name, Call: call)
        ).ToList();
        return found is [var first, .., var last] ? new Probe(last.Name, last.Call, first.Name, first.Call) : null;
    }
}

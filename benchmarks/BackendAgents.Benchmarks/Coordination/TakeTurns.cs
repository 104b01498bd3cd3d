using BackendAgents.Coordination.Routing;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>Lets the members speak one after the other, as a round-robin group chat does; each is told the whole brief.</summary>
internal sealed class TakeTurns(int turns) : IRoutingPolicy
{
    public RoutingStep Next(RoutingState state) =>
        state.Round < turns
            ? new RoutingStep { Work = [new WorkOrder(state.Members[state.Round % state.Members.Count], TaskKind.Design, [])] }
            : new RoutingStep { Approve = true };
}

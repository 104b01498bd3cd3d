using BackendAgents.Agents;
using BackendAgents.Models;
using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Events;

/// <summary>Which model took a turn, as far as it is known: of agents that are not kernel agents nothing is.</summary>
internal readonly record struct TurnModel(string? Provider, string? Requested, string? Answered)
{
    public static TurnModel Of(AIAgent agent, AgentResponse? response)
    {
        if (response is null || AgentRunFacts.Of(response) is not { } facts)
            return default;
        if (facts.ServiceId == OfflineModel.Name)
            return new TurnModel(OfflineModel.Provider, OfflineModel.Name, facts.ModelId);
        var target =
            facts.ServiceId is { } id && agent.GetService<Kernel>()?.Services.GetService<ModelRegistry>() is { } registry
                ? registry.Targets.GetValueOrDefault(id)
                : null;
        return target is null
            ? new TurnModel(null, null, facts.ModelId)
            : new TurnModel(ModelTelemetry.Provider(target), target.Model, facts.ModelId);
    }
}

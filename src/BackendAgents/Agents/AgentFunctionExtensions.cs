using System.ComponentModel;
using System.Text;
using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>Offers agents to other agents, as functions of a kernel.</summary>
internal static class AgentFunctionExtensions
{
    /// <summary>
    /// Wraps an agent in a kernel function with one parameter, <c>task</c>, that answers with the agent's text. Each call is a new
    /// conversation.
    /// </summary>
    /// <param name="agent">The agent, of any kind.</param>
    /// <param name="functionName">The function's name; null makes one from the agent's name, for example <c>backend_developer</c>.</param>
    /// <param name="description">What the model is told about it; null for the agent's own description.</param>
    public static KernelFunction AsKernelFunction(this AIAgent agent, string? functionName = null, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(agent);

        async Task<string> Run(
            [Description("The task in full; the agent sees nothing else of this conversation.")] string task,
            CancellationToken cancellationToken
        ) => (await agent.RunAsync(task, cancellationToken: cancellationToken).ConfigureAwait(false)).Text;

        return KernelFunctionFactory.CreateFromMethod(
            Run,
            functionName ?? FunctionName(agent.Name ?? agent.Id),
            description ?? agent.Description ?? $"Gives a task to the agent {agent.Name}."
        );
    }

    /// <summary>Wraps several agents in one plugin.</summary>
    /// <param name="agents">The agents; their names must differ.</param>
    /// <param name="pluginName">The plugin's name.</param>
    public static KernelPlugin AsKernelPlugin(this IEnumerable<AIAgent> agents, string pluginName = "Agents")
    {
        ArgumentNullException.ThrowIfNull(agents);
        return KernelPluginFactory.CreateFromFunctions(pluginName, agents.Select(a => a.AsKernelFunction()));
    }

    private static string FunctionName(string name)
    {
        StringBuilder text = new(name.Length);
        foreach (char c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return text.ToString();
    }
}

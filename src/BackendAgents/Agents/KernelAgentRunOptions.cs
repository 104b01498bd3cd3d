using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Agents;

/// <summary>What one run of a <see cref="KernelAgent"/> adds to, or takes the place of, in the agent's own options.</summary>
internal sealed class KernelAgentRunOptions : AgentRunOptions
{
    /// <summary>Makes run options that change nothing.</summary>
    public KernelAgentRunOptions() { }

    private KernelAgentRunOptions(KernelAgentRunOptions other)
        : base(other)
    {
        AdditionalFunctions = other.AdditionalFunctions;
        Arguments = other.Arguments;
        ServiceId = other.ServiceId;
        MaxTurns = other.MaxTurns;
        ExecutionSettings = other.ExecutionSettings;
        Filters = other.Filters;
        Wrap = other.Wrap;
        Asked = other.Asked;
    }

    /// <summary>
    /// Functions that are offered in this run beside the agent's own. One of the same plugin and name replaces the agent's.
    /// </summary>
    public IReadOnlyList<KernelFunction> AdditionalFunctions { get; set; } = [];

    /// <summary>Template values of this run; used only when the agent's instructions are a template.</summary>
    public KernelArguments? Arguments { get; set; }

    /// <summary>Another chat service for this run; null keeps the agent's.</summary>
    public string? ServiceId { get; set; }

    /// <summary>Another bound on model calls for this run; null keeps the agent's.</summary>
    public int? MaxTurns { get; set; }

    /// <summary>Other execution settings for this run; null keeps the agent's.</summary>
    public PromptExecutionSettings? ExecutionSettings { get; set; }

    /// <summary>Filters of this run, called before the host's.</summary>
    internal IReadOnlyList<IAutoFunctionInvocationFilter> Filters { get; init; } = [];

    /// <summary>Puts something around the selected chat service in this run; null for nothing.</summary>
    internal Func<IChatCompletionService, IChatCompletionService>? Wrap { get; init; }

    /// <summary>
    /// Told of each reply that asks for functions, with those of them that cannot be run, before any is run; false ends the run there.
    /// Null for nobody.
    /// </summary>
    internal Func<ChatMessageContent, IReadOnlyList<FunctionCallContent>, bool>? Asked { get; init; }

    /// <inheritdoc />
    public override AgentRunOptions Clone() => new KernelAgentRunOptions(this);
}

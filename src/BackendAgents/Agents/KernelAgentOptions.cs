using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>What a <see cref="KernelAgent"/> is made of: its identity, its instructions, its model and the functions it may call.</summary>
public sealed record KernelAgentOptions
{
    /// <summary>
    /// The most model calls that one run may be allowed; Semantic Kernel's own bound on automatic calls lies just above it.
    /// </summary>
    public const int HighestMaxTurns = 100;

    /// <summary>The agent's name, unique in its team, for example <c>backend-developer</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the agent is for, in a sentence or two; null when nobody said.</summary>
    public string? Description { get; init; }

    /// <summary>The system message. Taken literally unless <see cref="TemplateInstructions"/> is set, so that <c>{{</c> survives.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>Where the agent was read from, for example a file name; part of its id. Null for an agent made in code.</summary>
    public string? Source { get; init; }

    /// <summary>The chat service's id in the kernel; null leaves the choice to the kernel's <see cref="IAIServiceSelector"/>.</summary>
    public string? ServiceId { get; init; }

    /// <summary>The functions that are offered to the model. Empty means none; the kernel's other plugins are never offered.</summary>
    public IReadOnlyList<KernelFunction> Functions { get; init; } = [];

    /// <summary>
    /// True renders <see cref="Instructions"/> as a Semantic Kernel prompt template, with <see cref="Arguments"/> and every plugin of the
    /// kernel.
    /// </summary>
    public bool TemplateInstructions { get; init; }

    /// <summary>
    /// Values for the template; a run's own arguments take precedence. Unused when <see cref="TemplateInstructions"/> is false.
    /// </summary>
    public KernelArguments? Arguments { get; init; }

    /// <summary>
    /// Temperature, token limit and whatever else the connector understands; null for the service's defaults. Its function choice is
    /// replaced.
    /// </summary>
    public PromptExecutionSettings? ExecutionSettings { get; init; }

    /// <summary>
    /// The most model calls in one run, 1 to <see cref="HighestMaxTurns"/>. Tools that the last allowed reply asks for are not run.
    /// </summary>
    public int MaxTurns { get; init; } = 25;

    /// <summary>
    /// True lets the functions of one reply run at the same time; they must then be thread-safe. Default: one after the other, as asked.
    /// </summary>
    public bool AllowConcurrentTools { get; init; }
}

namespace BackendAgents.Agents;

/// <summary>What a person says about an agent, in names: <see cref="AgentFactory"/> finds the model and the functions that they stand for.</summary>
public sealed record AgentSpec
{
    /// <summary>The agent's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the agent is for; null when nobody said.</summary>
    public string? Description { get; init; }

    /// <summary>The system message, literal unless <see cref="TemplateInstructions"/> is set.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>Where it was read from; part of the agent's id.</summary>
    public string? Source { get; init; }

    /// <summary>What the agent calls its model, for example <c>sonnet</c> or <c>inherit</c>; null for the default.</summary>
    public string? Model { get; init; }

    /// <summary>Names of tools as in <see cref="FunctionSelection.Of"/>. Empty offers none.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Tools that are taken away again, in the same form.</summary>
    public IReadOnlyList<string> DisallowedTools { get; init; } = [];

    /// <summary>The most model calls in one run; null for the default.</summary>
    public int? MaxTurns { get; init; }

    /// <summary>True renders the instructions as a prompt template.</summary>
    public bool TemplateInstructions { get; init; }
}

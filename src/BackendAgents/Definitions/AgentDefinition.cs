using BackendAgents.Definitions.Formats;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions;

/// <summary>An agent as a file describes it: front matter in YAML, then the prompt. Immutable.</summary>
public sealed record AgentDefinition
{
    /// <summary>Kebab-case name, unique in its team, fit for every provider: at most 64 of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name as the file writes it; the same as <see cref="Name"/> where that is in kebab case.</summary>
    public string Title { get; init; } = "";

    /// <summary>When to use the agent.</summary>
    public required string Description { get; init; }

    /// <summary>The prompt, literally unless <see cref="IsTemplate"/> says otherwise: <c>{{</c> in it means nothing.</summary>
    public required string Instructions { get; init; }

    /// <summary>Whether the file asks for the prompt to be rendered as a Semantic Kernel template.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>What the template takes; empty for a literal prompt.</summary>
    internal IReadOnlyList<DefinitionInput> Inputs { get; init; } = [];

    /// <summary>Names of what it may call; null when the file says nothing, empty when it says that there is nothing.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>Names of what it may not call, whatever <see cref="Tools"/> says.</summary>
    public IReadOnlyList<string> DisallowedTools { get; init; } = [];

    /// <summary>Alias of the model that it wants; null for the default, also where the file says <c>inherit</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Further models that the file names, in order, should the first not be configured.</summary>
    public IReadOnlyList<string> ModelAlternatives { get; init; } = [];

    /// <summary>Most turns that it takes; null for the team's own budget.</summary>
    public int? MaxTurns { get; init; }

    /// <summary>For reviewers: the areas that it judges (<c>metadata: { areas: security }</c>); empty for those who make.</summary>
    public IReadOnlyList<Area> Areas { get; init; } = [];

    /// <summary>All other fields by name, as written: understood but not acted on, or unknown. Nothing of a file is lost.</summary>
    public IReadOnlyDictionary<string, string> Other { get; init; } = new Dictionary<string, string>();

    /// <summary>The form in which it was written.</summary>
    internal DefinitionFormat Format { get; init; }

    /// <summary>Where it was read from.</summary>
    public string Source { get; init; } = "";
}

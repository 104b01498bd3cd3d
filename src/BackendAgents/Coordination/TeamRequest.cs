using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination;

/// <summary>One piece of work for a team.</summary>
public sealed record TeamRequest
{
    /// <summary>The longest brief that is taken, in characters.</summary>
    public const int MaxBriefLength = 200_000;

    /// <summary>What the person wants, in plain language. May be left empty when a run is resumed: the journal has it.</summary>
    public string Brief { get; init; } = "";

    /// <summary>
    /// What holds for all work on the project, as its <c>AGENTS.md</c> says it: material for the members, never an instruction that
    /// outranks theirs. At most <see cref="MaxBriefLength"/> characters; left empty when a run is resumed.
    /// </summary>
    public string Context { get; init; } = "";

    /// <summary>
    /// Name of the run and of its journal: letters, digits, <c>-</c>, <c>_</c>, <c>.</c>, at most 100. Null makes a new one.
    /// </summary>
    public string? RunId { get; init; }

    /// <summary>The work in progress; the run changes it, by way of the members' tools. Null starts an empty one.</summary>
    /// <remarks>A resumed run brings it back to what it was when the run began, whatever it holds.</remarks>
    public BackendProject? Project { get; init; }

    /// <summary>True continues the run of <see cref="RunId"/> from its journal. False refuses an id that has one.</summary>
    public bool Resume { get; init; }

    /// <summary>What people answered since the run stopped.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>
    /// The folder that the work is written to by whoever asks. The journal remembers it, so that a run is taken up without being told;
    /// null for none.
    /// </summary>
    internal string? Output { get; init; }

    /// <summary>Options of this run; null for the team's.</summary>
    public TeamOptions? Options { get; init; }
}

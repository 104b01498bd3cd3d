using System.Text.Json.Serialization;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Views;

/// <summary>What one member is asked to do in one turn.</summary>
internal sealed record TeamTask
{
    /// <summary>Unique in its run and the same in every replay: <c>t0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of work it is.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>The round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>The member's name.</summary>
    public required string Role { get; init; }

    /// <summary>The areas that the member answers for in this task.</summary>
    public IReadOnlyList<Area> Areas { get; init; } = [];

    /// <summary>The task in words, with the form of the answer that is expected.</summary>
    public required string Text { get; init; }
}

/// <summary>Kinds of task.</summary>
internal enum TaskKind
{
    /// <summary>Make the blueprint from the brief.</summary>
    [JsonStringEnumMemberName("design")]
    Design,

    /// <summary>Mend what is listed under the findings.</summary>
    [JsonStringEnumMemberName("revise")]
    Revise,

    /// <summary>Judge what changed and answer with a verdict.</summary>
    [JsonStringEnumMemberName("review")]
    Review,
}

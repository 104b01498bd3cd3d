using System.Text.Json.Serialization;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>A reviewer's judgement of certain bytes.</summary>
public sealed record Verdict
{
    /// <summary>The reviewer.</summary>
    public required string Reviewer { get; init; }

    /// <summary>The turn in which it was given.</summary>
    public required string Turn { get; init; }

    /// <summary>The word of the reviewer. Whether it blocks is <see cref="Approves"/>'s to say.</summary>
    internal VerdictKind Kind { get; init; } = VerdictKind.RequestChanges;

    /// <summary>
    /// SHA-256 over the artifacts that were judged: those of the reviewer's areas. A change of any of them voids the verdict.
    /// </summary>
    public required string ArtifactsHash { get; init; }

    /// <summary>The reviewer's reasons in a few sentences.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Grounded findings, as the reviewer raised them.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    /// <summary>Whether the artifacts are still the ones that were judged. Set in results.</summary>
    public bool Valid { get; init; } = true;

    /// <summary>Whether it says so and nothing in it blocks. Who asks for changes never approves, placed or not.</summary>
    [JsonIgnore]
    public bool Approves => Kind == VerdictKind.Approve && !Findings.Any(static finding => finding.Severity == Severity.Error);
}

/// <summary>The word of a reviewer.</summary>
internal enum VerdictKind
{
    /// <summary>Good as it is.</summary>
    [JsonStringEnumMemberName("approve")]
    Approve,

    /// <summary>Something must change first.</summary>
    [JsonStringEnumMemberName("request_changes")]
    RequestChanges,
}

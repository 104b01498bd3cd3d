using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>A finding of reviewers, merged by rule, artifact and location.</summary>
/// <param name="Finding">The finding, with the greatest severity and the first message.</param>
/// <param name="RaisedBy">Who raised it, in the team's order.</param>
/// <param name="Dissenters">Reviewers of the same area who judged the same artifacts and raised it not.</param>
/// <param name="OtherMessages">What the others wrote about it.</param>
internal sealed record RaisedFinding(
    Diagnostic Finding,
    IReadOnlyList<string> RaisedBy,
    IReadOnlyList<string> Dissenters,
    IReadOnlyList<string> OtherMessages
);

/// <summary>Something said that blocks nothing.</summary>
/// <param name="By">Who said it: a member, or <c>coordinator</c>.</param>
/// <param name="Turn">In which turn; null when in none.</param>
/// <param name="Text">What was said, and why it is only a note.</param>
internal sealed record ReviewNote(string By, string? Turn, string Text);

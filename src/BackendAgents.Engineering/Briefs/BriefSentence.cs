namespace BackendAgents.Engineering.Briefs;

/// <summary>One sentence of a brief and what became of it.</summary>
/// <param name="Number">Place in the brief, from 1.</param>
/// <param name="Text">The sentence as it was written, on one line.</param>
/// <param name="Elements">Blueprint elements that it led to, as kind and id: <c>field post-title</c>.</param>
/// <param name="Reason">Why there are none; null when there are.</param>
internal sealed record BriefSentence(int Number, string Text, IReadOnlyList<string> Elements, string? Reason);

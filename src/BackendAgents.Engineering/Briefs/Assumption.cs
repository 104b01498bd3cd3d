namespace BackendAgents.Engineering.Briefs;

/// <summary>Something that the reader decided where the brief is silent.</summary>
/// <param name="Subject">The element that it concerns, as kind and id: <c>entity post</c>.</param>
/// <param name="Text">What was decided, and why.</param>
internal sealed record Assumption(string Subject, string Text);

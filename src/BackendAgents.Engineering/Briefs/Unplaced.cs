namespace BackendAgents.Engineering.Briefs;

/// <summary>Something that a brief says and the blueprint does not hold.</summary>
/// <param name="Sentence">Number of the sentence, from 1.</param>
/// <param name="Text">The words concerned.</param>
/// <param name="Reason">Why they have no place.</param>
internal sealed record Unplaced(int Sentence, string Text, string Reason);

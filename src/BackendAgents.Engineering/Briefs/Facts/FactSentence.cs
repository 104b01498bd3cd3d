using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>A sentence, list item or heading of a brief.</summary>
/// <param name="Number">Place in the brief, from 1.</param>
/// <param name="Text">The sentence as it was written, on one line.</param>
/// <param name="IsHeading">Whether it only names what follows.</param>
internal sealed record FactSentence(int Number, string Text, bool IsHeading)
{
    /// <summary>The same in plainer words, by which it is held to the blueprint.</summary>
    public string Plain { get; } = PlainWords.Of(Text);
}

using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Honesty;

/// <summary>The words by which a sentence says something; Loose are adverbs, conditions and numbers that no fact has taken up.</summary>
internal sealed record SaidWords(int Sentence, IReadOnlyList<NounPhrase> Nouns, IReadOnlyList<VerbGroup> Verbs, IReadOnlyList<string> Loose)
{
    public bool HasColon { get; init; }
}

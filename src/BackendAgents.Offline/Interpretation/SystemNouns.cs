using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <summary>Tells nouns for the software itself from nouns for what it keeps.</summary>
internal static class SystemNouns
{
    /// <summary>Whether a noun stands for the software itself, or for those who write the brief.</summary>
    public static bool IsSystem(NounPhrase noun) =>
        noun.Pronoun is "we" or "i" or "you" or "us" || !Naming.IsPerson(noun.Key) && IsService(noun);

    private static bool IsService(NounPhrase noun) =>
        (noun.Words.Count > 0 && Naming.IsSystemWord(noun.Head) && !IsKnownAsWhole(noun) && !noun.Each)
        || (
            noun.Words.Count == 1
            && Vocabulary.Instance.ServiceWords.Contains(noun.Head)
            && !noun.Plural
            && !noun.Each
            && !Naming.IsKnown(noun.Key)
        );

    private static bool IsKnownAsWhole(NounPhrase noun) => Naming.IsKnown(Naming.Name(noun.Words)) && noun.Plural;
}

using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Phrases;

/// <summary>
/// Reads what whole sentences say by their phrase: that they ask for nothing, or that only people can do it.
/// Pure; time grows linearly with the length of a sentence.
/// </summary>
internal static class PhraseReader
{
    // Longer sentences are read by the grammar alone.
    private const int MaxLength = 400;

    /// <summary>What a sentence says beside its grammar, as facts.</summary>
    public static IEnumerable<Fact> Facts(int sentence, string text)
    {
        if (text.Length > MaxLength)
            yield break;
        var plain = Bare(text);
        foreach (var remark in PhraseFile.Remarks.Phrases)
        {
            if (remark.Match(plain, PhraseFile.Remarks.Parts) is null)
                continue;
            yield return new RemarkFact(sentence, remark.Reason);
            yield break;
        }

        if (PhraseFile.Scopes.Phrases.Exists(scope => scope.Match(plain, PhraseFile.Scopes.Parts) is not null))
            yield return new ScopeFact(sentence);
        foreach (var phrase in PhraseFile.Declined.Phrases)
        {
            foreach (var words in phrase.Find(plain, PhraseFile.Declined.Parts))
                yield return new DeclinedFact(sentence, words, phrase.Reason);
        }
    }

    private static string Bare(string text) => text.TrimEnd(' ', '.', '!', ';', '?', ':');
}

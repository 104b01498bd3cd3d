using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

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
        if (Remark(plain) is { } reason)
        {
            yield return new RemarkFact(sentence, reason);
            yield break;
        }

        // 'JWT' as all that is said of it asks for accounts.
        if (GivenFile.Instance.Read(plain).Any(static feature => feature.Accounts))
            yield return new FeatureFact(sentence, "authentication", "login");

        if (PhraseFile.Scopes.Phrases.Exists(scope => scope.Match(plain, PhraseFile.Scopes.Parts) is not null))
            yield return new ScopeFact(sentence);
        foreach (var phrase in PhraseFile.Declined.Phrases)
        {
            foreach (var words in phrase.Find(plain, PhraseFile.Declined.Parts))
                yield return new DeclinedFact(sentence, words, phrase.Reason);
        }
    }

    /// <summary>Why a sentence asks for nothing, whatever its form; null where it does.</summary>
    public static string? Remark(string text)
    {
        var plain = Bare(text);
        return text.Length > MaxLength
            ? null
            : PhraseFile.Remarks.Phrases.Find(remark => remark.Match(plain, PhraseFile.Remarks.Parts) is not null)?.Reason
                ?? PhraseFile.Remarks.Set(plain)?.Reason;
    }

    private static string Bare(string text) => text.TrimEnd(' ', '.', '!', ';', '?', ':');
}

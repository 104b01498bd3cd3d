using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Phrases;

/// <summary>
/// Reads what whole sentences say by their phrase: that they ask for nothing, that only people can do it, or the same in plainer words.
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

    /// <summary>The sentence in words that the grammar reads; the same where no phrase is in it.</summary>
    public static string Rewrite(string text)
    {
        if (text.Length > MaxLength)
            return text;
        foreach (var phrase in PhraseFile.Rewrites.Phrases)
        {
            var end = text[Bare(text).Length..];
            if (phrase.Match(text[..^end.Length], PhraseFile.Rewrites.Parts) is { } match)
                text = Filled(phrase.To, match) + end;
        }

        return text;
    }

    public static string Filled(string to, Match match)
    {
        foreach (Group group in match.Groups)
            to = to.Replace("${" + group.Name + "}", group.Value.Trim(), StringComparison.Ordinal);
        return to.Trim();
    }

    private static string Bare(string text) => text.TrimEnd(' ', '.', '!', ';', '?', ':');
}

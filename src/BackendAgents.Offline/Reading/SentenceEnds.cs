namespace BackendAgents.Offline.Reading;

/// <summary>Finds where the sentences of a paragraph end.</summary>
internal static class SentenceEnds
{
    private static readonly HashSet<string> s_abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g",
        "i.e",
        "vs",
        "approx",
        "incl",
        "max",
        "min",
        "no",
        "dr",
        "mr",
        "mrs",
        "st",
        "ca",
        "resp",
        "cf",
        "inc",
        "ltd",
        "nr",
        "eg",
        "ie",
        "fig",
        "avg",
    };

    /// <summary>The sentences of a text, in order; what has neither letter nor digit is left out. Linear in its length.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !Ends(text, i))
                continue;
            var sentence = text[start..Math.Min(i + 1, text.Length)].Trim();
            start = i + 1;
            if (sentence.Any(char.IsLetterOrDigit))
                yield return sentence;
        }
    }

    private static bool Ends(string text, int at)
    {
        var mark = text[at];
        if (mark == ';')
            return true;
        if (mark is not ('.' or '!' or '?' or '\u3002'))
            return false;
        if (at + 1 < text.Length && text[at + 1] is not (' ' or '"' or ')' or '\''))
            return false;
        if (mark != '.' || at + 2 >= text.Length)
            return true;
        var begin = at;
        while (begin > 0 && at - begin < 12 && !char.IsWhiteSpace(text[begin - 1]) && text[begin - 1] != '(')
            begin--;
        var word = text[begin..at];
        if (s_abbreviations.Contains(word))
            return false;
        // 'Art. 6' goes on, 'sells art.' ends.
        if (word.ToLowerInvariant() is "art" or "sec")
            return !char.IsDigit(text[at + 2]);
        return !(word.Equals("etc", StringComparison.OrdinalIgnoreCase) && char.IsLower(text[at + 2]));
    }
}

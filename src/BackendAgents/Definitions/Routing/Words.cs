using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace BackendAgents.Definitions.Routing;

// Text as the router compares it: lower case, no accents, words apart.
internal static class Words
{
    private const string Accented = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįłñńňòóôõöøőōřśšşșťțùúûüūůűýÿźżžđ’‘´`";
    private const string Plain = "aaaaaaaaacccddeeeeeeeegiiiiiilnnnoooooooorsssstuuuuuuuyyzzzd''''";

    // Definitions say the same words again and again; what is endless or odd is folded each time.
    private const int MostKnown = 32_768;
    private const int LongestKnown = 32;

    private static readonly string[] s_verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly ConcurrentDictionary<string, (string Text, string Stem)> s_known = new(StringComparer.Ordinal);
    private static int s_knownCount;

    /// <summary>The text in words and breaks between clauses and sentences; at most <paramref name="limit"/> characters of it.</summary>
    public static List<Word> Split(string text, int limit = 20_000)
    {
        var words = new List<Word>();
        var line = text.Length > limit ? text[..limit] : text;
        var shouts = !line.Any(char.IsLower);
        var next = Break.Sentence;
        for (var at = 0; at < line.Length; )
        {
            var from = at;
            while (at < line.Length && IsPartOfWord(line, from, at))
                at++;
            if (at == from)
            {
                next = Max(next, BreakAt(line, at));
                at++;
                continue;
            }

            var raw = line.AsSpan(from..at);
            if (
                from > 0
                && line[from - 1] == '/'
                && (from == 1 || char.IsWhiteSpace(line[from - 2]) || line[from - 2] is '"' or '\'' or '`' or '(')
            )
                words.Add(new Word("urlpath", Stem("urlpath"), next));
            else if (!shouts && IsVerb(raw))
                words.Add(new Word("httpverb", Stem("httpverb"), next));
            else if (raw.Length == 3 && raw[0] is >= '1' and <= '5' && IsStatus(raw, line, at, words))
                words.Add(new Word("httpstatus", Stem("httpstatus"), next));
            else if (Known(raw) is { Text.Length: > 0 } known)
                words.Add(new Word(known.Text, known.Stem, next));
            else
                continue;
            next = Break.None;
        }

        return words;
    }

    /// <summary>
    /// The word without the endings that English, and often others, put on it. Rough: the lexicon's words go the same way.
    /// </summary>
    public static string Stem(string word)
    {
        if (word.Length <= 3 || !char.IsAsciiLetter(word[0]))
            return word;
        var stem = word;
        if (stem.EndsWith("ies", StringComparison.Ordinal) && stem.Length > 4)
            stem = stem[..^3] + "y";
        else if (EndsInAny(stem, "ches", "shes", "xes", "zes", "sses"))
            stem = stem[..^2];
        else if (stem[^1] == 's' && stem[^2] != 's')
            stem = stem[..^1];
        if (stem.Length > 6 && stem.EndsWith("ing", StringComparison.Ordinal))
            stem = Undouble(stem[..^3]);
        else if (stem.Length > 5 && stem.EndsWith("ed", StringComparison.Ordinal))
            stem = Undouble(stem[..^2]);
        return stem.Length > 5 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    /// <summary>Whether one slip of the fingers (two in long words) makes one word of the other.</summary>
    public static bool IsSlip(string typed, string meant)
    {
        var allowed = Math.Min(typed.Length, meant.Length) switch
        {
            < 5 => 0,
            >= 10 => 2,
            _ => 1,
        };
        if (allowed == 0 || Math.Abs(typed.Length - meant.Length) > allowed)
            return false;
        if (typed[0] != meant[0] && !(typed[0] == meant[1] && typed[1] == meant[0]))
            return false;

        // Short words are too near to others, but for two letters that changed places.
        if (typed.Length < 6 || meant.Length < 6)
            return typed.Length == meant.Length && Distance(typed, meant, substitution: 2) == 1;
        return Distance(typed, meant, substitution: 1) <= allowed;
    }

    // Optimal string alignment: a swap of neighbours is one slip.
    private static int Distance(string a, string b, int substitution)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var best = Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : substitution)
                );
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }

    private static (string Text, string Stem) Known(ReadOnlySpan<char> raw)
    {
        if (s_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(raw, out var known))
            return known;
        var folded = Fold(raw.ToString());
        var found = (folded, Stem(folded));
        if (raw.Length <= LongestKnown && Volatile.Read(ref s_knownCount) < MostKnown && s_known.TryAdd(raw.ToString(), found))
            Interlocked.Increment(ref s_knownCount);
        return found;
    }

    private static bool IsVerb(ReadOnlySpan<char> raw)
    {
        foreach (var verb in s_verbs)
        {
            if (raw.SequenceEqual(verb))
                return true;
        }

        return false;
    }

    private static string Fold(string raw)
    {
        var folded = new StringBuilder(raw.Length);
        foreach (var character in raw.ToLowerInvariant())
        {
            var place = Accented.IndexOf(character, StringComparison.Ordinal);
            if (place >= 0)
                folded.Append(Plain[place]);
            else if (character == 'ß')
                folded.Append("ss");
            else if (character is 'æ' or 'œ')
                folded.Append(character == 'æ' ? "ae" : "oe");
            else if (character == '#')
                folded.Append("sharp");
            else if (character != '.' && char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                folded.Append(character);
        }

        return folded.ToString();
    }

    // Letters and digits, and the marks that are vowels in Indian scripts; C#; the dot in .NET, ASP.NET and node.js.
    private static bool IsPartOfWord(string text, int from, int at)
    {
        if (
            char.IsLetterOrDigit(text[at])
            || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        )
            return true;
        if (text[at] == '#')
            return at == from + 1 && text[from] is 'c' or 'C' or 'f' or 'F';
        return text[at] == '.' && at > from && (Follows(text, at + 1, "js") || Follows(text, at + 1, "net"));
    }

    private static bool Follows(string text, int at, string word) =>
        string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + word.Length >= text.Length || !char.IsLetterOrDigit(text[at + word.Length]));

    private static Break BreakAt(string text, int at) =>
        text[at] switch
        {
            '\n' or '!' or '?' or ';' or '。' or '！' or '？' => Break.Sentence,
            '.' => at + 1 >= text.Length || (char.IsWhiteSpace(text[at + 1]) && !IsInitial(text, at)) ? Break.Sentence : Break.None,
            ',' or ':' or '(' or ')' or '—' or '–' or '，' or '、' => Break.Clause,
            '-' => at > 0 && char.IsWhiteSpace(text[at - 1]) ? Break.Clause : Break.None,
            '+' => at > 0 && char.IsWhiteSpace(text[at - 1]) && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])
                ? Break.Sentence
                : Break.None,
            _ => Break.None,
        };

    // A single letter before the dot: 2 a.m., z. B.
    private static bool IsInitial(string text, int dot) =>
        dot >= 1 && char.IsLetter(text[dot - 1]) && (dot == 1 || !char.IsLetterOrDigit(text[dot - 2]));

    private static bool IsStatus(ReadOnlySpan<char> number, string text, int end, List<Word> before)
    {
        if (before.Count == 0 || (end < text.Length && text[end] is ',' or '.' && end + 1 < text.Length && char.IsDigit(text[end + 1])))
            return false;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is (>= 200 and <= 208) or (>= 301 and <= 308) or (>= 400 and <= 431) or (>= 500 and <= 511)
            && SmallWords.BeforeStatus.Contains(before[^1].Text);
    }

    private static bool EndsInAny(string word, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string Undouble(string stem) =>
        stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's') ? stem[..^1] : stem;

    private static Break Max(Break one, Break other) => one > other ? one : other;
}

// What stands before a word.
internal enum Break
{
    None,
    Clause,
    Sentence,
}

// A word of a message, in lower case without accents.
internal readonly record struct Word(string Text, string Stem, Break Before);

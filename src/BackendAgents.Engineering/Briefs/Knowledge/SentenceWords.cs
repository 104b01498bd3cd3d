using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// The words of a sentence in lower case, a slash as 'or', and the phrases that begin with each, the longest first. Pure.
/// </summary>
internal sealed partial class SentenceWords
{
    private const int MostWords = 60;
    private const int LongestPhrase = 6;

    // Signs that say nothing; others, such as a percent sign or an arrow, say more than words do.
    private const string Signs = " ,.;:()[]\"'`*_&-!\u2018\u2019\u201C\u201D\u2013\u2014\u2026\u2022\t";

    private readonly List<string> _words;
    private readonly (string Text, int Length)[][] _phrases;

    private SentenceWords(List<string> words)
    {
        _words = words;
        _phrases = [.. Enumerable.Range(0, words.Count).Select(at => Phrases(words, at))];
    }

    public int Count => _words.Count;

    public string this[int at] => _words[at];

    /// <summary>
    /// The words of a sentence. Null when it is too long, or has signs that say more than words do; with <paramref name="anySign"/> those
    /// are left out.
    /// </summary>
    public static SentenceWords? Of(string sentence, bool anySign = false)
    {
        if (!anySign && !sentence.EnumerateRunes().All(IsPlain))
            return null;
        var words = Word()
            .Matches(sentence.ToLowerInvariant().Replace('\u2019', '\''))
            .Select(static match => match.Value == "/" ? "or" : match.Value)
            .ToList();
        return words.Count is 0 or > MostWords ? null : new SentenceWords(words);
    }

    /// <summary>The length of the longest phrase from one word on that is allowed; 0 for none.</summary>
    public int Longest(int at, Func<string, bool> allowed) => Array.Find(_phrases[at], phrase => allowed(phrase.Text)).Length;

    /// <summary>Where phrases stand that are among some.</summary>
    public IEnumerable<(int At, int Length)> Places(HashSet<string> phrases) =>
        phrases.Count == 0
            ? []
            : Enumerable
                .Range(0, Count)
                .SelectMany(at => _phrases[at].Where(phrase => phrases.Contains(phrase.Text)).Select(phrase => (at, phrase.Length)));

    private static (string Text, int Length)[] Phrases(List<string> words, int at)
    {
        var most = Math.Min(LongestPhrase, words.Count - at);
        return [.. Enumerable.Range(0, most).Select(less => (string.Join(' ', words.Skip(at).Take(most - less)), most - less))];
    }

    private static bool IsPlain(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune.Value == '/'
        || rune.IsBmp && Signs.Contains((char)rune.Value, StringComparison.Ordinal)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    [GeneratedRegex(@"(?:(?<=^|[\s('""`])\.)?[\p{L}\p{Nd}]+(?:['.+#][\p{L}\p{Nd}]+)*|/", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>Tells in which language the prose of a brief is, by its words of grammar.</summary>
internal static class Language
{
    // A few foreign words are a name or a quotation.
    private const int Least = 4;

    private const string English = "English";

    private static readonly Dictionary<string, HashSet<string>> s_words = LexiconFiles.Read<Dictionary<string, HashSet<string>>>(
        "languages.yaml"
    );

    /// <summary>The language of the prose when it is another than English; null for English, or when the words don't tell.</summary>
    public static string? Foreign(IEnumerable<Sentence> sentences)
    {
        var counts = Counts(sentences);
        var (most, count) = counts.MaxBy(static language => language.Value);
        return most != English && count >= Least && count > counts[English] ? most : null;
    }

    /// <summary>Whether the prose has words of English grammar, more than of any other language.</summary>
    public static bool IsEnglish(IEnumerable<Sentence> sentences)
    {
        var (most, count) = Counts(sentences).MaxBy(static language => language.Value);
        return most == English && count > 0;
    }

    private static Dictionary<string, int> Counts(IEnumerable<Sentence> sentences)
    {
        var counts = s_words.ToDictionary(static language => language.Key, static _ => 0, StringComparer.Ordinal);
        foreach (var sentence in sentences.Where(static sentence => sentence is { Formal: null, IsHeading: false }))
        {
            foreach (
                var word in sentence.Text.Split(
                    [' ', ',', '.', ';', ':', '(', ')', '"', '\'', '!', '?'],
                    StringSplitOptions.RemoveEmptyEntries
                )
            )
            {
                foreach (var (language, words) in s_words)
                    counts[language] += words.Contains(word.ToLowerInvariant()) ? 1 : 0;
            }
        }

        return counts;
    }

    /// <summary>Whether most letters of a sentence are of another script than English is written in.</summary>
    public static bool IsForeign(string sentence) =>
        sentence.Count(static c => char.IsLetter(c) && c > '\u024F') * 2 > sentence.Count(char.IsLetter);
}

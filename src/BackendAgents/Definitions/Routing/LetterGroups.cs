using System.Globalization;

namespace BackendAgents.Definitions.Routing;

// Weights of groups of two to five letters for whether a message is about the server side. They carry over words that no list has, other
// forms of words, slips, and other languages. Fitted by benchmarks/ (routing-fit) to messages that are there for tuning.
internal static class LetterGroups
{
    public const int Shortest = 2;
    public const int Longest = 5;

    private const int MaxWords = 400;

    private static readonly Lazy<Dictionary<string, double>> s_weights = new(Load);

    /// <summary>What the groups of a text say together.</summary>
    public static double Weigh(IReadOnlyList<Word> words)
    {
        var groups = Of(words);
        if (groups.Count == 0)
            return 0;
        var sum = 0.0;
        foreach (var group in groups)
            sum += s_weights.Value.GetValueOrDefault(group);
        return sum / Math.Sqrt(groups.Count);
    }

    /// <summary>The groups of letters in each of the words, a space at either end included; each group once.</summary>
    public static HashSet<string> Of(IReadOnlyList<Word> words)
    {
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words.Take(MaxWords))
        {
            var text = $" {(word.Text.Length > 40 ? word.Text[..40] : word.Text)} ";
            for (var start = 0; start < text.Length; start++)
            {
                for (var length = Shortest; length <= Longest && start + length <= text.Length; length++)
                    groups.Add(text.Substring(start, length));
            }
        }

        return groups;
    }

    private static Dictionary<string, double> Load()
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        using var reader = new StreamReader(typeof(LetterGroups).Assembly.GetManifestResourceStream("lexicon/groups.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            weights[line[..tab]] = double.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture);
        }

        return weights;
    }
}

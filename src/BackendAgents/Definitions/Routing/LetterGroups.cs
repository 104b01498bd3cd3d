namespace BackendAgents.Definitions.Routing;

// Groups of two to five letters: they carry over words that no list has, other forms of words, slips, and other languages.
internal static class LetterGroups
{
    private const int Shortest = 2;
    private const int Longest = 5;
    private const int MaxWords = 400;

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

    /// <summary>The words, and the pairs of neighbours; each once.</summary>
    public static HashSet<string> Pairs(IReadOnlyList<Word> words)
    {
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < words.Count && at < MaxWords; at++)
        {
            pairs.Add(words[at].Text);
            if (at > 0)
                pairs.Add($"{words[at - 1].Text} {words[at].Text}");
        }

        return pairs;
    }
}

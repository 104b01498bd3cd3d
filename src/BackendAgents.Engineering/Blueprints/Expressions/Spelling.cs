namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The name that takes the fewest changes, at most two; null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known) =>
        known
            .Select(word => (Word: word, Changes: Changes(name.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(static pair => pair.Changes <= 2)
            .OrderBy(static pair => pair.Changes)
            .FirstOrDefault()
            .Word;

    // Levenshtein, bounded by giving up on long texts.
    private static int Changes(string a, string b)
    {
        if (a.Length > 60 || Math.Abs(a.Length - b.Length) > 2)
            return int.MaxValue;
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[^1];
    }
}

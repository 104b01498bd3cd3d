namespace BackendAgents.Engineering.Blueprints;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The name that takes the fewest changes, at most two; null when none is near.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What may stand there.</param>
    /// <param name="longest">Names of more characters are not compared.</param>
    public static string? Nearest(string name, IEnumerable<string> known, int longest = 60) =>
        name.Length > longest
            ? null
            : known
                .Select(word => (Word: word, Changes: Changes(name.ToUpperInvariant(), word.ToUpperInvariant())))
                .Where(static pair => pair.Changes <= 2)
                .OrderBy(static pair => pair.Changes)
                .FirstOrDefault()
                .Word;

    // Levenshtein.
    private static int Changes(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
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

namespace BackendAgents.Definitions.Reading;

// What a misspelt word was probably meant to be.
internal static class Slips
{
    private const int Longest = 64;

    // The nearest of the known words, by spelling; null when none is near. Short words are too near to each other.
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length is < 4 or > Longest)
            return null;
        return known
            .Where(candidate => candidate.Length >= 4)
            .Select(candidate => (candidate, Distance: Distance(candidate.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(static pair => pair.Distance <= (pair.candidate.Length > 6 ? 2 : 1))
            .OrderBy(static pair => pair.Distance)
            .ThenBy(static pair => pair.candidate, StringComparer.Ordinal)
            .Select(static pair => pair.candidate)
            .FirstOrDefault();
    }

    // Optimal string alignment: insertion, deletion, substitution and swapped neighbours cost one each.
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
            return int.MaxValue;
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}

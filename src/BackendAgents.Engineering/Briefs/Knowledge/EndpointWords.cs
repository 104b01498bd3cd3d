namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>What lines that name a path say by words alone: that callers are sent on, are counted, or that a flag is set.</summary>
internal static class EndpointWords
{
    private static readonly Lazy<KnowledgeFiles.Endpoints> s_file = new(static () =>
        KnowledgeFiles.Read<KnowledgeFiles.Endpoints>("endpoints.yaml")
    );

    /// <summary>Whether the rest of a line says that callers are sent on, and nothing else.</summary>
    public static bool Redirects(string rest) =>
        Words(rest) is { Length: > 0 } words
        && words.Any(static word => word.StartsWith("redirect", StringComparison.Ordinal))
        && words.All(s_file.Value.Redirect.Contains);

    /// <summary>Whether the rest of a line asks how often callers were sent on, and nothing else.</summary>
    public static bool Counts(string rest) => Words(rest) is { Length: > 0 } words && words.All(s_file.Value.Count.Contains);

    /// <summary>The flag that the last part of a path names, and whether it is set or taken away; null when it names none.</summary>
    public static (string Field, bool On)? Flag(string verb, string method)
    {
        verb = verb.ToLowerInvariant();
        if (s_file.Value.Flags.TryGetValue(verb, out var field))
            return (field, method != "DELETE");
        return
            verb.StartsWith("un", StringComparison.Ordinal)
            && method != "DELETE"
            && s_file.Value.Flags.TryGetValue(verb[2..], out var taken)
            ? (taken, false)
            : null;
    }

    /// <summary>The status that the rest of a line names, 0 when none; null when it says more than that the flag is set.</summary>
    public static int? FlagStatus(string rest, string verb, string field)
    {
        var status = 0;
        foreach (var word in Words(rest))
        {
            if (word is "200" or "204" && status == 0)
                status = int.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
            else if (!s_file.Value.Setting.Contains(word) && word != field && !IsVerb(word, verb))
                return null;
        }

        return status;
    }

    // 'Unstars' of a path that ends in 'star' and is deleted.
    private static bool IsVerb(string word, string verb) => word.TrimEnd('s').Replace("un", "", StringComparison.Ordinal) == verb;

    private static string[] Words(string rest) => rest.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

namespace BackendAgents.Definitions.Reading;

// The fields that agent definitions have: Claude Code subagents, Copilot custom agents, and our own metadata.
internal static class DefinitionFields
{
    // Acted on.
    private static readonly string[] s_used = ["name", "description", "tools", "model", "disallowedTools", "maxTurns", "metadata"];

    // Understood, kept, and said to be without effect here.
    private static readonly string[] s_kept =
    [
        "permissionMode", "skills", "mcpServers", "hooks", "memory", "background", "effort", "isolation", "color", "target", "handoffs", "argument-hint",
        "disable-model-invocation", "user-invocable", "mcp-servers",
    ];

    // Seen in files, known to no tool. Named so that they are fields and not part of the text above them.
    private static readonly string[] s_seen = ["version", "author", "tags", "category", "license", "icon", "emoji", "vibe", "id", "title", "type", "created", "updated", "date", "temperature", "priority"];

    private static readonly HashSet<string> s_known = new([.. s_used, .. s_kept], StringComparer.Ordinal);

    public static bool IsKnown(string key) => s_known.Contains(key);

    public static bool IsKept(string key) => s_kept.Contains(key);

    // Whether a line with this key begins a field when the YAML around it is broken.
    public static bool BeginsField(string key) => IsKnown(key) || s_seen.Contains(key) || Meant(key) is not null;

    // The known field that a key was probably meant to be.
    public static string? Meant(string key)
    {
        foreach (var known in s_known)
        {
            if (string.Equals(known.Replace("-", "", StringComparison.Ordinal), key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                return known == key ? null : known;
        }

        // Short words are too near to each other.
        return s_known.Where(known => known.Length >= 4 && key.Length >= 4 && !s_seen.Contains(key) && Distance(known, key) <= (known.Length > 6 ? 2 : 1)).OrderBy(known => Distance(known, key)).FirstOrDefault();
    }

    // Optimal string alignment: insertion, deletion, substitution and swapped neighbours cost one each.
    private static int Distance(string a, string b)
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

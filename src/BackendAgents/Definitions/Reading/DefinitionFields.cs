namespace BackendAgents.Definitions.Reading;

// The fields that agent definitions have: Claude Code subagents, Copilot custom agents, OpenCode agents, and our own metadata.
internal static class DefinitionFields
{
    // Acted on.
    private static readonly string[] s_used =
    [
        "name",
        "description",
        "tools",
        "model",
        "disallowedTools",
        "maxTurns",
        "metadata",
        "template",
    ];

    // Understood, kept, and said to be without effect here.
    private static readonly string[] s_kept =
    [
        "permissionMode",
        "skills",
        "mcpServers",
        "hooks",
        "memory",
        "background",
        "effort",
        "isolation",
        "color",
        "target",
        "handoffs",
        "argument-hint",
        "disable-model-invocation",
        "user-invocable",
        "mcp-servers",
        "mode",
        "permission",
    ];

    // Fields that only Copilot has.
    private static readonly string[] s_copilots =
    [
        "target",
        "handoffs",
        "argument-hint",
        "disable-model-invocation",
        "user-invocable",
        "mcp-servers",
    ];

    // Seen in files, known to no tool. Named so that they are fields and not part of the text above them.
    private static readonly string[] s_seen =
    [
        "version",
        "author",
        "tags",
        "category",
        "license",
        "icon",
        "emoji",
        "vibe",
        "id",
        "title",
        "type",
        "created",
        "updated",
        "date",
        "temperature",
        "priority",
    ];

    private static readonly HashSet<string> s_known = new([.. s_used, .. s_kept], StringComparer.Ordinal);

    public static bool IsKnown(string key) => s_known.Contains(key);

    public static bool IsCopilots(string key) => s_copilots.Contains(key);

    public static bool IsKept(string key) => s_kept.Contains(key);

    // Whether a line with this key begins a field when the YAML around it is broken.
    public static bool BeginsField(string key) => IsKnown(key) || s_seen.Contains(key) || Meant(key) is not null;

    // The known field that a key was probably meant to be.
    public static string? Meant(string key)
    {
        foreach (var known in s_known)
        {
            if (
                string.Equals(
                    known.Replace("-", "", StringComparison.Ordinal),
                    key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal),
                    StringComparison.OrdinalIgnoreCase
                )
            )
                return known == key ? null : known;
        }

        // Short words are too near to each other.
        return s_known
            .Where(known =>
                known.Length >= 4 && key.Length >= 4 && !s_seen.Contains(key) && Slips.Distance(known, key) <= (known.Length > 6 ? 2 : 1)
            )
            .OrderBy(known => Slips.Distance(known, key))
            .FirstOrDefault();
    }
}

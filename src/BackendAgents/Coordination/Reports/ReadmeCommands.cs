namespace BackendAgents.Coordination.Reports;

/// <summary>
/// The commands that a README gives, by the heading under which they stand. The README is the one place that says how the delivery is
/// used; the page quotes it.
/// </summary>
internal static class ReadmeCommands
{
    /// <summary>A block of more lines is a script to read in its own place.</summary>
    private const int MostLines = 14;

    private const string Fence = "```";

    /// <summary>Each block with its heading, in order.</summary>
    /// <param name="readme">Markdown, as it was delivered; may be empty.</param>
    public static IReadOnlyList<(string Heading, string Commands)> Of(string readme)
    {
        var blocks = new List<(string, string)>();
        var heading = "";
        List<string>? block = null;
        var isCode = false;
        foreach (var line in readme.Split('\n'))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                if (block is { Count: > 0 and <= MostLines })
                    blocks.Add((heading, string.Join('\n', block)));
                isCode = !isCode;
                block = isCode && line[Fence.Length..].Trim() is "bash" or "sh" ? [] : null;
            }
            else if (isCode)
            {
                block?.Add(line);
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                heading = line[3..].Trim();
            }
        }

        return blocks;
    }
}

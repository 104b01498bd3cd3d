namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Code that stands on one line where it fits, and else on as few lines as hold it.</summary>
internal static class Filled
{
    /// <summary>Characters that a line has at most where its level of indentation is not counted.</summary>
    public const int MaxLine = 126;

    /// <summary>A call: its beginning, its arguments, and what follows them.</summary>
    public static string Call(string head, IReadOnlyList<string> arguments, string end)
    {
        var line = head + string.Join(", ", arguments) + end;
        return line.Length <= MaxLine && !line.Contains('\n', StringComparison.Ordinal)
            ? line
            : $"{head}\n{string.Join('\n', Lines([.. arguments.SkipLast(1).Select(static one => one + ","), arguments[^1] + end], " "))}";
    }

    /// <summary>Pieces, as many on a line as fit, one level deeper than what they belong to.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> pieces, string between)
    {
        var line = "";
        foreach (var piece in pieces)
        {
            if (line.Length > 0 && line.Length + between.Length + piece.Length > MaxLine - Indent.Length)
            {
                yield return Indent + line;
                line = "";
            }

            line += (line.Length == 0 ? "" : between) + piece;
        }

        if (line.Length > 0)
            yield return Indent + line;
    }

    private const string Indent = "    ";
}

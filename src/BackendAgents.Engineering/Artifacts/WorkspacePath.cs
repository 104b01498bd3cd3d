using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>Which relative paths are safe on every system: plain ASCII names between forward slashes.</summary>
internal static class WorkspacePath
{
    private const int MaxLength = 240;
    private const int MaxSegment = 100;

    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "COM0",
        "COM1",
        "COM2",
        "COM3",
        "COM4",
        "COM5",
        "COM6",
        "COM7",
        "COM8",
        "COM9",
        "LPT0",
        "LPT1",
        "LPT2",
        "LPT3",
        "LPT4",
        "LPT5",
        "LPT6",
        "LPT7",
        "LPT8",
        "LPT9",
        "CONIN$",
        "CONOUT$",
    };

    /// <summary>Refuses a path that could lead outside, or mean something else elsewhere.</summary>
    /// <exception cref="WorkspaceException">It could.</exception>
    public static void Check(string path)
    {
        if (Problem(path) is { } problem)
            throw new WorkspaceException(
                $"The path '{Show(path)}' {problem}.",
                "Use a relative path of letters, digits, '.', '-' and '_' with forward slashes: docs/notes.md."
            );
    }

    private static string? Problem(string path)
    {
        if (string.IsNullOrEmpty(path) || path.Length > MaxLength)
            return $"is empty or longer than {MaxLength} characters";

        // Only ASCII: no look-alike dots and slashes, and no two spellings of one name.
        if (
            path.FirstOrDefault(static c =>
                !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '/' or ' ' or '+' or '@' or '(' or ')')
            )
            is var odd
                and not '\0'
        )
            return $"has the character U+{(int)odd:X4}";
        if (path.Contains('\0'))
            return "has the character U+0000";
        foreach (var segment in path.Split('/'))
        {
            if (segment.Length is 0 or > MaxSegment)
                return "has an empty or overlong part";
            if (segment is "." or "..")
                return "leads elsewhere";
            if (segment[^1] is '.' or ' ' || segment[0] == ' ')
                return "has a part that begins or ends in a dot or space";
            if (s_devices.Contains(segment.Split('.')[0].TrimEnd()))
                return "names a device";
            if (segment.Equals(".git", StringComparison.OrdinalIgnoreCase))
                return "lies in the history of git";
        }

        return null;
    }

    private static string Show(string path)
    {
        var shown = new StringBuilder();
        foreach (var c in path ?? "")
        {
            if (shown.Length >= 120)
                return shown.Append('…').ToString();
            shown.Append(char.IsControl(c) || c > '~' ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return shown.ToString();
    }
}

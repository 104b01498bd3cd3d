namespace BackendAgents.Cli.Output;

/// <summary>Writes command lines that can be pasted.</summary>
internal static class Shell
{
    /// <summary>An argument as a shell takes it for one word: as it is where it can be, in quotes otherwise.</summary>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@".Contains(c, StringComparison.Ordinal))
            ? argument
        : OperatingSystem.IsWindows() ? "\"" + argument.Replace("\"", "\\\"", StringComparison.Ordinal) + "\""
        : "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A whole command line.</summary>
    public static string Line(string program, IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote).Prepend(program));
}

using BackendAgents.Cli.Output;

namespace BackendAgents.Cli;

/// <summary>How a person calls this very program again.</summary>
internal static class ProgramName
{
    /// <summary>The name under which it is installed as a tool.</summary>
    public const string Installed = "backend-agents";

    /// <summary>The bare name when it is on the path, otherwise the program's own file, as the shell takes it.</summary>
    /// <param name="process">The file that runs; null when unknown.</param>
    /// <param name="folder">Where the program's assemblies are.</param>
    /// <param name="current">The current folder.</param>
    public static string Of(string? process, string folder, string current)
    {
        var own = process is not null && Path.GetFileNameWithoutExtension(process) == Installed;
        if (own && IsOnPath(Path.GetDirectoryName(process)!))
            return Installed;
        return own
            ? Shell.Quote(Near(process!, current))
            : "dotnet " + Shell.Quote(Near(Path.Combine(folder, Installed + ".dll"), current));
    }

    private static bool IsOnPath(string folder) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(entry => Path.TrimEndingDirectorySeparator(entry) == Path.TrimEndingDirectorySeparator(folder));

    // Below the current folder it is shorter, and as good, without the way there.
    private static string Near(string file, string current)
    {
        var relative = Path.GetRelativePath(current, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : "." + Path.DirectorySeparatorChar + relative;
    }
}

using System.CommandLine;
using BackendAgents.Coordination.Runs;

namespace BackendAgents.Cli.Commands;

/// <summary>How a command line names a run: by its id or the beginning of it, by its journal, or by a folder that holds just one.</summary>
internal static class RunArgument
{
    public static Argument<string> Create() =>
        new("run") { Description = "The run: its id (or how that begins), its journal, or the folder of journals when only one fits." };

    public static Option<string> RunsOption() =>
        new("--runs") { Description = "The folder of journals.", DefaultValueFactory = static _ => "runs" };

    /// <summary>Finds the run.</summary>
    /// <param name="run">What the person wrote.</param>
    /// <param name="runs">The folder to look in for an id.</param>
    /// <param name="fits">Which runs of a folder come into question.</param>
    /// <exception cref="CliInputException">There is none, or more than one.</exception>
    public static RunSummary Find(string run, string runs, Func<RunSummary, bool>? fits = null)
    {
        if (File.Exists(run))
            return RunCatalog.Read(run);
        var folder = Directory.Exists(run) ? run : runs;
        var all = RunCatalog.List(folder);
        var found =
            folder == run
                ? all.Where(fits ?? (static _ => true)).ToList()
                : all.Where(known => known.RunId == run)
                    .Concat(all.Where(known => known.RunId != run && known.RunId.StartsWith(run, StringComparison.Ordinal)))
                    .ToList();
        if (found.Count == 0)
            throw new CliInputException(
                $"There is no such run in '{folder}'.",
                $"'backend-agents runs list --runs {folder}' shows what there is; 'build --runs {folder}' keeps journals there."
            );
        if (found.Count > 1 && found[0].RunId != run)
            throw new CliInputException(
                $"{found.Count} runs of '{folder}' fit: {string.Join(", ", found.Take(5).Select(static known => known.RunId))}.",
                "Name one by its id."
            );
        if (found[0].Problem is { } problem)
            throw new CliInputException(problem, "Restore the journal from a copy.");
        return found[0];
    }
}

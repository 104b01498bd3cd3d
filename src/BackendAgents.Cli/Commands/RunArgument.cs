using System.CommandLine;
using BackendAgents.Coordination.Runs;

namespace BackendAgents.Cli.Commands;

/// <summary>How a command line names a run: by its id or the beginning of it, by its journal, or by a folder that holds just one.</summary>
internal static class RunArgument
{
    private const string Usual = "runs";

    public static Argument<string> Create() =>
        new("run")
        {
            Description = "The run: its id (or how that begins), its journal, or a delivery or folder of journals when only one fits.",
        };

    public static Option<string?> RunsOption() =>
        new("--runs")
        {
            Description = "The folder of journals, or of a delivery that keeps its own; 'runs' or the current folder's when not given.",
        };

    /// <summary>The folder of journals that is meant.</summary>
    /// <param name="runs">What the person wrote; null for nothing.</param>
    /// <param name="output">The folder of the delivery, when one is named.</param>
    public static string Folder(string? runs, string? output = null)
    {
        if (runs is not null)
            return OfDelivery(runs) ?? runs;
        if (output is not null && OfDelivery(output) is { } own)
            return own;
        return Directory.Exists(Usual) ? Usual : OfDelivery(".") ?? Usual;
    }

    /// <summary>The delivery in whose folder a journal is kept; null when it is kept elsewhere.</summary>
    public static string? DeliveryOf(string journal)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(journal))!;
        var delivery = Path.GetDirectoryName(Path.GetDirectoryName(folder));
        return delivery is not null && RunCatalog.FolderOf(delivery) == folder ? delivery : null;
    }

    /// <summary>Finds the run.</summary>
    /// <param name="run">What the person wrote.</param>
    /// <param name="runs">The folder to look in for an id; null for the usual one.</param>
    /// <param name="output">The folder of the delivery, when one is named.</param>
    /// <param name="fits">Which runs of a folder come into question.</param>
    /// <exception cref="CliInputException">There is none, or more than one.</exception>
    public static RunSummary Find(string run, string? runs, string? output = null, Func<RunSummary, bool>? fits = null)
    {
        if (File.Exists(run))
            return RunCatalog.Read(run);
        var isFolder = Directory.Exists(run);
        var folder = isFolder ? Folder(run) : Folder(runs, output);
        var all = RunCatalog.List(folder);
        var found = isFolder
            ? all.Where(fits ?? (static _ => true)).ToList()
            : all.Where(known => known.RunId == run)
                .Concat(all.Where(known => known.RunId != run && known.RunId.StartsWith(run, StringComparison.Ordinal)))
                .ToList();
        if (found.Count == 0)
            throw new CliInputException(
                isFolder ? $"No run in '{folder}' fits." : $"There is no such run in '{folder}': '{run}'.",
                all.Count > 0
                    ? $"There are {string.Join(", ", all.Take(5).Select(static known => known.RunId))}; 'runs list --runs "
                        + $"{folder}' shows all."
                    : $"Name the folder of its journals (--runs) or of its delivery; 'runs list --runs {folder}' shows what there is."
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

    private static string? OfDelivery(string folder) => Directory.Exists(RunCatalog.FolderOf(folder)) ? RunCatalog.FolderOf(folder) : null;
}

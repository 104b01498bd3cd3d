using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;

namespace BackendAgents.Coordination.Runs;

/// <summary>Looks at runs by their journals. Only reads, so it may look while others work. Thread-safe.</summary>
internal static class RunCatalog
{
    private const string Extension = ".journal";

    /// <summary>Where the journals of a delivery's runs are kept when no other folder is named.</summary>
    /// <param name="output">The folder of the delivery.</param>
    public static string FolderOf(string output)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(output);
        return Path.Combine(output, ".backend-agents", "runs");
    }

    /// <summary>All runs of a folder, latest first. A journal that can't be read is listed with its problem.</summary>
    /// <param name="folder">The folder of <see cref="TeamOptions.RunsFolder"/>; one that does not exist has no runs.</param>
    public static IReadOnlyList<RunSummary> List(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*" + Extension)
                .Select(TryRead)
                .OrderByDescending(static run => run.StartedAt ?? DateTimeOffset.MinValue)
                .ThenBy(static run => run.RunId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Where a run's journal is.</summary>
    /// <param name="folder">The folder of <see cref="TeamOptions.RunsFolder"/>.</param>
    /// <param name="runId">Name of the run.</param>
    public static string PathOf(string folder, string runId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentException.ThrowIfNullOrWhiteSpace(runId);
        return JournalFile.PathOf(folder, runId);
    }

    /// <summary>How a journal names the folder of a delivery: as seen from its own folder.</summary>
    public static string WayTo(string output, string journal) =>
        Path.GetRelativePath(FolderOfJournal(journal), Path.GetFullPath(output)).Replace('\\', '/');

    /// <summary>One run.</summary>
    /// <param name="path">Its journal.</param>
    /// <exception cref="JournalException">There is none, or it can't be read.</exception>
    public static RunSummary Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var content = JournalFormat.Read(path);
        var history = new RunHistory(content.Records);
        var starts = content.Records.OfType<TurnStartRecord>().ToList();
        var turns = starts.ConvertAll(start => Turn(start, history.Turn(start.Turn)!));
        var stop = content.Records.Count > 0 ? content.Records[^1] as StopRecord : null;
        return new RunSummary
        {
            RunId = history.Run?.RunId ?? NameOf(path),
            Path = path,
            State =
                stop is not null ? RunState.Stopped
                : JournalFile.IsHeld(path) ? RunState.Running
                : RunState.Interrupted,
            Brief = history.Run?.Brief ?? "",
            Output = history.Run?.Output is { } way ? Path.GetFullPath(way, FolderOfJournal(path)) : null,
            StartedAt = history.Run?.At,
            StoppedAt = stop?.At,
            Stop = stop?.Stop,
            Sessions = history.Sessions,
            Elapsed = TimeSpan.FromTicks(history.LastElapsed),
            Usage = stop?.Usage ?? turns.Aggregate(Usage.None, static (sum, turn) => sum + turn.Usage),
            Verifications = content.Records.OfType<VerificationRecord>().Count(),
            Bytes = content.ValidLength + content.TornBytes,
            TornBytes = content.TornBytes,
            Turns = turns,
        };
    }

    private static RunSummary TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new RunSummary
            {
                RunId = NameOf(path),
                Path = path,
                State = RunState.Unreadable,
                Problem = error.Message,
            };
        }
    }

    private static string FolderOfJournal(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static RunTurn Turn(TurnStartRecord start, TurnHistory history) =>
        new(
            start.Turn,
            start.Member,
            start.Kind,
            start.Round,
            [.. history.Intents.Values.Select(static intent => intent.Function)],
            history.End?.Text,
            history.End?.Failure,
            history.End?.Usage ?? Usage.None,
            TimeSpan.FromTicks(history.End?.Duration ?? 0)
        );
}

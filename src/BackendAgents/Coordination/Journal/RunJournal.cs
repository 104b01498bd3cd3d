using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Journal;

/// <summary>
/// What is on record of a run and, unless it is only replayed, the file to which more is added. Appending is thread-safe; reading
/// needs no lock, because history does not change.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly JournalFile? _file;
    private readonly HashSet<string> _known;
    private readonly Lock _gate = new();

    public RunJournal(RunHistory history, JournalFile? file, bool replay = false)
    {
        History = history;
        _file = file;
        IsReplay = replay;
        _known = new HashSet<string>(history.TextHashes, StringComparer.Ordinal);
    }

    public RunHistory History { get; }

    /// <summary>True when nothing may be asked anew: no model, tool or verifier.</summary>
    public bool IsReplay { get; }

    /// <summary>Whether anything is kept at all.</summary>
    public bool IsKept => _file is not null;

    public string? Path => _file?.Path;

    /// <summary>The journal of a run of which nothing is kept.</summary>
    public static RunJournal None { get; } = new(RunHistory.Empty, null);

    public void Append(JournalRecord record, bool force = false) => _file?.Append(record, force);

    /// <summary>Records a view; a text that is on record already is referred to.</summary>
    public void AppendTurn(TeamTask task, long elapsed, string request, bool fallback, ViewDocument view)
    {
        if (_file is null)
            return;
        var sections = new List<SectionRecord>(view.Sections.Count);
        lock (_gate)
        {
            foreach (var section in view.Sections)
            {
                // The record has fields of its own for the task.
                if (section.Name == ViewSections.Task)
                    continue;
                var hash = HashOf(section.Content);
                sections.Add(new SectionRecord(section.Name, hash, _known.Add(hash) ? section.Content : null));
            }

            _file.Append(
                new TurnStartRecord(task.Id, task.Role, task.Kind, task.Round, elapsed, request, fallback, sections),
                force: false
            );
        }
    }

    /// <summary>The key of a request: everything in a view but the state of the budgets, which a resumed run may have raised.</summary>
    public static string RequestHash(ViewDocument view)
    {
        var hash = new XxHash128();
        foreach (var section in view.Sections)
        {
            if (section.Name == ViewSections.Budget)
                continue;
            hash.Append(MemoryMarshal.AsBytes(section.Name.AsSpan()));
            hash.Append([0, 0]);
            hash.Append(MemoryMarshal.AsBytes(section.Content.AsSpan()));
            hash.Append([0, 0]);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public static string HashOf(string text) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())).ToString("x16", CultureInfo.InvariantCulture);

    public void Dispose() => _file?.Dispose();
}

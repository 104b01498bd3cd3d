using System.Diagnostics;

namespace BackendAgents.Operations.Tests.Named;

/// <summary>Who judged a delivery, in which version, and what each saw. One that finds a fault keeps nobody else from looking.</summary>
internal sealed class JudgeTable
{
    private readonly List<(string Judge, string Version, string Saw, string Fault, TimeSpan Took)> _rows = [];

    /// <summary>Judges that found something, with what.</summary>
    public IEnumerable<string> Faults => _rows.Where(static row => row.Fault.Length > 0).Select(static row => $"{row.Judge}: {row.Fault}");

    /// <summary>Has a judge look.</summary>
    /// <param name="judge">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="look">What it saw; throws for a fault.</param>
    public async Task AskAsync(string judge, string version, Func<Task<string>> look)
    {
        var started = Stopwatch.GetTimestamp();
        var (saw, fault) = ("", "");
        try
        {
            saw = await look();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            fault = error.Message;
        }

        _rows.Add((judge, version, saw, fault, Stopwatch.GetElapsedTime(started)));
        // At once, so that a run which is cut short has told something.
        TestContext.Progress.WriteLine(Line(_rows[^1]));
    }

    public override string ToString() =>
        string.Join('\n', _rows.Select(Line).Prepend("|---|---|---|---|---|").Prepend("| judge | version | saw | faults | seconds |"));

    private static string Line((string Judge, string Version, string Saw, string Fault, TimeSpan Took) row) =>
        $"| {row.Judge} | {row.Version} | {row.Saw} "
        + $"| {(row.Fault.Length == 0 ? "none" : OneLine(row.Fault))} | {row.Took.TotalSeconds:0} |";

    private static string OneLine(string text)
    {
        var line = string.Join(
            ' ',
            text.Split((char[])['\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
        return line.Length > 1_500 ? line[..1_500] + "…" : line;
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Models;

namespace BackendAgents.Cli.Output;

/// <summary>Tells a person what a run is doing: a line an event, and in one line the state of the whole. Safe on any thread.</summary>
/// <param name="console">Where lines go.</param>
/// <param name="verbosity">How much is told.</param>
/// <param name="clock">Tells how long it has taken.</param>
internal sealed class RunProgress(CliConsole console, Verbosity verbosity, TimeProvider? clock = null) : IProgress<TeamEvent>
{
    private readonly RunLines _lines = new(
        line =>
        {
            if (verbosity != Verbosity.Quiet)
                console.Line(line, Style(line));
        },
        verbosity == Verbosity.Verbose
    );
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly long _started = (clock ?? TimeProvider.System).GetTimestamp();
    private readonly ConcurrentDictionary<string, long> _busy = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Usage _spent;
    private int _round;
    private int _findings;
    private int _calls;

    public void Report(TeamEvent value)
    {
        Count(value);
        _lines.Report(value);
    }

    /// <summary>Takes what the resilience around a model did.</summary>
    public void Report(ModelEvent value) => _lines.Report(value);

    /// <summary>The state of the whole: time, round, what is open and spent, and who is at work for how long.</summary>
    public string State()
    {
        var busy = _busy
            .OrderBy(static entry => entry.Value)
            .ThenBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key} {Since(entry.Value)}");
        lock (_gate)
        {
            var tokens = _spent.InputTokens + _spent.OutputTokens;
            var spent = string.Create(
                CultureInfo.InvariantCulture,
                $"{Plural.Of(_calls, "call")}, {tokens:N0} tokens{(_spent.Cost > 0 ? $", cost {_spent.Cost:0.####}" : "")}"
            );
            var open = Plural.Of(_findings, "finding");
            return $"{Since(_started)}  round {_round}, {open} open, {spent}  {string.Join(", ", busy)}".TrimEnd();
        }
    }

    private string Since(long start) => _clock.GetElapsedTime(start).ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private static string? Style(string line) =>
        line.StartsWith("Round", StringComparison.Ordinal) ? "bold"
        : line.TrimStart().StartsWith('!') ? "yellow"
        : line.StartsWith("    ", StringComparison.Ordinal) ? "grey"
        : null;

    private void Count(TeamEvent value)
    {
        switch (value)
        {
            case RoundStarted round:
                lock (_gate)
                    (_round, _findings) = (round.Round, round.Findings.Count);
                break;
            case TurnStarted turn:
                _busy[turn.Task.Role] = _clock.GetTimestamp();
                break;
            case TurnEnded turn:
                _busy.TryRemove(turn.Turn.Task.Role, out _);
                lock (_gate)
                    _spent += turn.Turn.Usage;
                break;
            case ToolCalled:
                lock (_gate)
                    _calls++;
                break;
            case VerificationStarted started:
                _busy[started.Verifier] = _clock.GetTimestamp();
                break;
            case VerificationEnded ended:
                _busy.TryRemove(ended.Result.Verifier, out _);
                break;
        }
    }
}

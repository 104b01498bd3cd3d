using System.Collections.Concurrent;
using System.Globalization;
using BackendAgents.Coordination.Events;

namespace BackendAgents.Cli.Output;

/// <summary>Tells a person what a run is doing: a line an event, and in one line the state of the whole. Safe on any thread.</summary>
/// <param name="console">Where lines go.</param>
/// <param name="status">Hears the state of the whole, for a line that is drawn over; null where there is none.</param>
/// <param name="clock">Tells how long it has taken.</param>
internal sealed class RunProgress(CliConsole console, Action<string>? status = null, TimeProvider? clock = null) : IProgress<TeamEvent>
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly long _started = (clock ?? TimeProvider.System).GetTimestamp();
    private readonly ConcurrentDictionary<string, byte> _busy = new(StringComparer.Ordinal);
    private int _round;
    private int _findings;
    private int _calls;

    public void Report(TeamEvent value)
    {
        Write(value);
        Count(value);
        status?.Invoke(Status());
    }

    private void Write(TeamEvent value)
    {
        switch (value)
        {
            case RoundStarted round:
                console.Line($"Round {round.Round}: {round.Findings.Count} findings open", "bold");
                break;
            case TurnStarted turn:
                console.Line($"  {turn.Task.Role}: {turn.Task.Kind.ToString().ToLowerInvariant()}");
                break;
            case ToolCalled call:
                console.Line($"    {call.Member} calls {call.Function}", "grey");
                break;
            case VerdictGiven given:
                console.Line($"  {given.Verdict.Reviewer}: {(given.Verdict.Approves ? "approves" : "requests changes")}");
                break;
            case VerificationStarted started:
                console.Line($"  verifying: {started.Verifier}");
                break;
            case VerificationEnded ended:
                console.Line($"  {ended.Result.Verifier}: {ended.Result.Outcome} in {ended.Result.Duration.TotalSeconds:F1} s");
                break;
            case ReviewerFailed failed:
                console.Line($"  {failed.Reviewer} failed: {failed.Failure.Message}", "red");
                break;
        }
    }

    private void Count(TeamEvent value)
    {
        switch (value)
        {
            case RoundStarted round:
                (_round, _findings) = (round.Round, round.Findings.Count);
                break;
            case TurnStarted turn:
                _busy[turn.Task.Role] = 0;
                break;
            case TurnEnded turn:
                _busy.TryRemove(turn.Turn.Task.Role, out _);
                break;
            case ToolCalled:
                Interlocked.Increment(ref _calls);
                break;
            case VerificationStarted started:
                _busy[started.Verifier] = 0;
                break;
            case VerificationEnded ended:
                _busy.TryRemove(ended.Result.Verifier, out _);
                break;
        }
    }

    private string Status()
    {
        var busy = string.Join(", ", _busy.Keys.Order(StringComparer.Ordinal));
        var elapsed = _clock.GetElapsedTime(_started).ToString(@"m\:ss", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed}  round {_round}, {_findings} findings open, {_calls} calls{(busy.Length > 0 ? "  " : "")}{busy}"
        );
    }
}

using BackendAgents.Coordination.Views;
using BackendAgents.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackendAgents.Coordination.Events;

/// <summary>
/// Writes the events of one run to a log, each with the run's id, and where there is one the turn and the member. What members, models
/// and people say, and what may quote them, is left out unless the host has opted in. Thread-safe.
/// </summary>
internal sealed partial class RunLog
{
    private static readonly Func<ILogger, string, IDisposable?> s_runScope = LoggerMessage.DefineScope<string>("Run {RunId}");
    private static readonly Func<ILogger, string, string, IDisposable?> s_turnScope = LoggerMessage.DefineScope<string, string>(
        "Turn {Turn} of {Member}"
    );

    private readonly ILogger _logger;
    private readonly string _runId;
    private readonly bool _content;

    private RunLog(ILogger logger, string runId, bool content)
    {
        _logger = logger;
        _runId = runId;
        _content = content;
    }

    /// <summary>The log of a run; null when nobody listens and nobody can begin to.</summary>
    public static RunLog? Of(TeamOptions options, string runId) =>
        options.Logger is NullLogger ? null : new RunLog(options.Logger, runId, options.RecordContent);

    /// <summary>Puts the run's id on all that is logged below, also by others.</summary>
    public IDisposable? BeginRun() => _logger.IsEnabled(LogLevel.Critical) ? s_runScope(_logger, _runId) : null;

    /// <summary>Puts the turn on all that is logged below, also by others.</summary>
    public IDisposable? BeginTurn(TeamTask task) => _logger.IsEnabled(LogLevel.Critical) ? s_turnScope(_logger, task.Id, task.Role) : null;

    /// <summary>Writes an event. A log that throws ends neither the run nor half a turn.</summary>
    public void Write(TeamEvent happened)
    {
        if (!_logger.IsEnabled(LogLevel.Critical))
            return;
        try
        {
            Tell(happened);
            if (_content && _logger.IsEnabled(LogLevel.Information))
                Quote(happened);
        }
        catch (Exception)
        {
            // The log itself is broken, so it cannot be logged.
        }
    }

    /// <summary>Writes what kind of error ended the run; its message may quote what was said.</summary>
    public void Broke(Exception error)
    {
        try
        {
            LogBroke(_runId, error.GetType().FullName);
        }
        catch (Exception)
        {
            // The log is broken, so this cannot be logged either.
        }
    }

    private void Tell(TeamEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                LogRun(_runId, started.Resumed, started.RecordedTurns, started.TornBytes);
                break;
            case RoundStarted round:
                LogRound(_runId, round.Round, round.Findings.Count);
                break;
            case TurnStarted turn:
                LogTurn(
                    turn.Replayed ? LogLevel.Debug : LogLevel.Information,
                    _runId,
                    turn.Task.Id,
                    turn.Task.Role,
                    turn.Task.Kind,
                    turn.Task.Round,
                    turn.Replayed
                );
                break;
            case TurnEnded ended:
                Tell(ended.Turn);
                break;
            case ToolCalled tool:
                LogCall(_runId, tool.Turn, tool.Member, tool.Function);
                break;
            case ToolReturned tool:
                var level = LevelOf(tool.Outcome);
                LogTool(level, _runId, tool.Turn, tool.Member, tool.Function, tool.Outcome);
                break;
            case VerdictGiven { Verdict: var verdict }:
                LogVerdict(_runId, verdict.Turn, verdict.Reviewer, verdict.Kind, verdict.Findings.Count);
                break;
            case VerdictVoided voided:
                LogVoided(_runId, voided.Reviewer);
                break;
            case ReviewerFailed failed:
                LogReviewer(_runId, failed.Reviewer, failed.Failure.Kind);
                break;
            case VerificationStarted verification:
                LogVerifier(_runId, verification.Verifier);
                break;
            case VerificationEnded { Result: var result } ended:
                LogVerified(
                    result.Outcome is VerificationOutcome.Passed or VerificationOutcome.NotAskedFor
                        ? LogLevel.Information
                        : LogLevel.Warning,
                    _runId,
                    result.Verifier,
                    result.Outcome,
                    result.Findings.Count,
                    result.Duration.TotalSeconds,
                    ended.Replayed
                );
                break;
            case BudgetHalfSpent half:
                LogHalf(_runId, half.Budget);
                break;
            case QuestionAsked { Question: var question }:
                LogQuestion(_runId, question.AskedBy, question.Id);
                break;
            case Noted { Note: var note }:
                LogNote(_runId, note.Turn ?? "", note.By);
                break;
            case Escalated escalated:
                LogEscalated(_runId, escalated.Escalation, escalated.Pattern);
                break;
            case Diverged { Divergence: var parted }:
                LogDiverged(_runId, parted.Turn ?? "", parted.What);
                break;
            case RunEnded ended:
                Tell(ended);
                break;
        }
    }

    private void Tell(TurnRecord turn)
    {
        // Events replayed from the journal were already reported when they happened.
        var level =
            turn.Replayed ? LogLevel.Debug
            : turn.Failure is null ? LogLevel.Information
            : LogLevel.Warning;
        if (_logger.IsEnabled(level))
        {
            LogTurnEnd(
                level,
                _runId,
                turn.Task.Id,
                turn.Task.Role,
                turn.Task.Kind,
                turn.Failure?.Kind ?? "ok",
                turn.Duration.TotalSeconds,
                turn.Replayed,
                turn.Usage.ModelCalls,
                turn.Usage.ToolCalls,
                turn.Usage.InputTokens,
                turn.Usage.OutputTokens,
                turn.Usage.Cost
            );
        }
    }

    private void Tell(RunEnded ended)
    {
        var (stop, turns) = (ended.Result.Stop, ended.Result.Transcript);
        var level = stop.Kind switch
        {
            StopKind.Failed => LogLevel.Error,
            StopKind.BudgetSpent or StopKind.NoProgress or StopKind.NotHeard => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        if (!_logger.IsEnabled(level))
            return;
        var rounds = 0;
        foreach (var turn in turns)
            rounds = Math.Max(rounds, turn.Task.Round);
        LogStop(
            level,
            _runId,
            stop.Kind,
            stop.Budget ?? "",
            rounds,
            turns.Count,
            ended.Usage.ModelCalls,
            ended.Usage.InputTokens,
            ended.Usage.OutputTokens,
            ended.Usage.Cost
        );
    }

    private static LogLevel LevelOf(ToolOutcome outcome) =>
        outcome switch
        {
            ToolOutcome.Failed or ToolOutcome.Unknown => LogLevel.Warning,
            ToolOutcome.Refused or ToolOutcome.Waiting => LogLevel.Information,
            _ => LogLevel.Debug,
        };

    // Contents are logged only where the host has opted in.
    private void Quote(TeamEvent happened)
    {
        switch (happened)
        {
            case TurnEnded { Turn: { Replayed: false } turn }:
                Quote("reply", turn.Task.Id, turn.Task.Role, turn.Text);
                Quote("failure", turn.Task.Id, turn.Task.Role, turn.Failure?.Message);
                break;
            case VerdictGiven { Verdict: var verdict }:
                foreach (var finding in verdict.Findings)
                    Quote("finding", verdict.Turn, verdict.Reviewer, finding.Message);
                break;
            case ReviewerFailed failed:
                Quote("failure", null, failed.Reviewer, failed.Failure.Message);
                break;
            case VerificationEnded { Result: var result }:
                Quote("verification", null, result.Verifier, result.Summary);
                break;
            case QuestionAsked { Question: var question }:
                Quote("question", null, question.AskedBy, question.Text);
                break;
            case Noted { Note: var note }:
                Quote("note", note.Turn, note.By, note.Text);
                break;
            case Diverged { Divergence: var parted }:
                Quote("side on record", parted.Turn, "journal", parted.Recorded);
                Quote("side of now", parted.Turn, "coordinator", parted.Actual);
                break;
            case RunEnded ended:
                Quote("stop", null, "coordinator", ended.Result.Stop.Message);
                break;
        }
    }

    private void Quote(string what, string? turn, string member, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            LogQuote(_runId, turn ?? "", member, what, text);
    }
}

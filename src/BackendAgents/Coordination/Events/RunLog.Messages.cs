using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Verification;
using Microsoft.Extensions.Logging;

namespace BackendAgents.Coordination.Events;

/// <content>The messages; hosts filter and count by their ids and properties.</content>
internal sealed partial class RunLog
{
    [LoggerMessage(
        EventId = 20,
        EventName = "RunStarted",
        Level = LogLevel.Information,
        Message = "Run {RunId} begins (resumed: {Resumed}, {RecordedTurns} turns on record, {TornBytes} bytes torn off)"
    )]
    private partial void LogRun(string runId, bool resumed, int recordedTurns, long tornBytes);

    [LoggerMessage(
        EventId = 21,
        EventName = "RoundStarted",
        Level = LogLevel.Information,
        Message = "Run {RunId}: round {Round} begins with {Findings} findings open"
    )]
    private partial void LogRound(string runId, int round, int findings);

    [LoggerMessage(
        EventId = 22,
        EventName = "TurnStarted",
        Message = "Run {RunId}: turn {Turn} of {Member} begins ({Kind}, round {Round}, replayed: {Replayed})"
    )]
    private partial void LogTurn(LogLevel level, string runId, string turn, string member, TaskKind kind, int round, bool replayed);

    [LoggerMessage(
        EventId = 23,
        EventName = "TurnEnded",
        Message = "Run {RunId}: turn {Turn} of {Member} ended ({Kind}): {Outcome} after {Seconds} s (replayed: {Replayed}); "
            + "{ModelCalls} model calls, {ToolCalls} tool calls, {InputTokens} tokens in, {OutputTokens} out, cost {Cost}"
    )]
    private partial void LogTurnEnd(
        LogLevel level,
        string runId,
        string turn,
        string member,
        TaskKind kind,
        string outcome,
        double seconds,
        bool replayed,
        long modelCalls,
        long toolCalls,
        long inputTokens,
        long outputTokens,
        decimal cost
    );

    [LoggerMessage(
        EventId = 24,
        EventName = "ToolCalled",
        Level = LogLevel.Trace,
        Message = "Run {RunId}: turn {Turn} of {Member} calls {Function}"
    )]
    private partial void LogCall(string runId, string turn, string member, string function);

    [LoggerMessage(EventId = 25, EventName = "ToolReturned", Message = "Run {RunId}: turn {Turn} of {Member} called {Function}: {Outcome}")]
    private partial void LogTool(LogLevel level, string runId, string turn, string member, string function, ToolOutcome outcome);

    [LoggerMessage(
        EventId = 26,
        EventName = "VerdictGiven",
        Level = LogLevel.Information,
        Message = "Run {RunId}: turn {Turn} of {Member}: {Verdict} with {Findings} findings"
    )]
    private partial void LogVerdict(string runId, string turn, string member, VerdictKind verdict, int findings);

    [LoggerMessage(
        EventId = 27,
        EventName = "VerdictVoided",
        Level = LogLevel.Information,
        Message = "Run {RunId}: the verdict of {Member} no longer holds, since what it judged has changed"
    )]
    private partial void LogVoided(string runId, string member);

    [LoggerMessage(
        EventId = 28,
        EventName = "ReviewerFailed",
        Level = LogLevel.Warning,
        Message = "Run {RunId}: {Member} gave no verdict: {Failure}"
    )]
    private partial void LogReviewer(string runId, string member, string failure);

    [LoggerMessage(
        EventId = 29,
        EventName = "VerificationStarted",
        Level = LogLevel.Debug,
        Message = "Run {RunId}: verifier {Verifier} begins"
    )]
    private partial void LogVerifier(string runId, string verifier);

    [LoggerMessage(
        EventId = 30,
        EventName = "VerificationEnded",
        Message = "Run {RunId}: verifier {Verifier}: {Outcome} with {Findings} findings after {Seconds} s (replayed: {Replayed})"
    )]
    private partial void LogVerified(
        LogLevel level,
        string runId,
        string verifier,
        VerificationOutcome outcome,
        int findings,
        double seconds,
        bool replayed
    );

    [LoggerMessage(
        EventId = 31,
        EventName = "BudgetHalfSpent",
        Level = LogLevel.Warning,
        Message = "Run {RunId}: half of a budget is spent: {Budget}"
    )]
    private partial void LogHalf(string runId, string budget);

    [LoggerMessage(
        EventId = 32,
        EventName = "QuestionAsked",
        Level = LogLevel.Information,
        Message = "Run {RunId}: {Member} asks a person: {Question}"
    )]
    private partial void LogQuestion(string runId, string member, string question);

    [LoggerMessage(
        EventId = 33,
        EventName = "Noted",
        Level = LogLevel.Information,
        Message = "Run {RunId}: turn {Turn}: a note by {Member}"
    )]
    private partial void LogNote(string runId, string turn, string member);

    [LoggerMessage(
        EventId = 34,
        EventName = "Escalated",
        Level = LogLevel.Warning,
        Message = "Run {RunId}: the work stands still ({Pattern}); {Escalation} is tried"
    )]
    private partial void LogEscalated(string runId, Progress.Escalation escalation, string pattern);

    [LoggerMessage(
        EventId = 35,
        EventName = "Diverged",
        Level = LogLevel.Warning,
        Message = "Run {RunId}: turn {Turn} differs from what is on record: {What}"
    )]
    private partial void LogDiverged(string runId, string turn, string what);

    [LoggerMessage(
        EventId = 36,
        EventName = "RunEnded",
        Message = "Run {RunId} stopped: {Kind} {Budget} after {Rounds} rounds, {Turns} turns, {ModelCalls} model calls, {InputTokens} "
            + "tokens in, {OutputTokens} out, cost {Cost}"
    )]
    private partial void LogStop(
        LogLevel level,
        string runId,
        StopKind kind,
        string budget,
        int rounds,
        int turns,
        long modelCalls,
        long inputTokens,
        long outputTokens,
        decimal cost
    );

    [LoggerMessage(EventId = 37, EventName = "RunBroke", Level = LogLevel.Error, Message = "Run {RunId} broke off: {ErrorType}")]
    private partial void LogBroke(string runId, string? errorType);

    [LoggerMessage(
        EventId = 38,
        EventName = "Quoted",
        Level = LogLevel.Information,
        Message = "Run {RunId}: turn {Turn}, {What} of {Member}: {Text}"
    )]
    private partial void LogQuote(string runId, string turn, string member, string what, string text);
}

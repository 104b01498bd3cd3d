using System.Globalization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Views;
using BackendAgents.Models;

namespace BackendAgents.Coordination.Events;

/// <summary>
/// Tells a person line by line what a run does: who works, which function answered what, verdicts, verifiers, retries, and what it has
/// cost so far. Safe on any thread; lines come one at a time.
/// </summary>
/// <param name="write">Takes a line, for example <c>Console.WriteLine</c>. What others said in it holds no control characters.</param>
/// <param name="verbose">Also replies, remedies and what is only about the journal.</param>
public sealed class RunLines(Action<string> write, bool verbose = false) : IProgress<TeamEvent>, IProgress<ModelEvent>
{
    private readonly Lock _gate = new();
    private const int MaxTold = 32;
    private readonly Queue<ModelEvent> _told = new();
    private Usage _spent;
    private readonly Dictionary<string, string> _unheard = new(StringComparer.Ordinal);
    private int _attempt;

    /// <summary>Takes what happened in the run.</summary>
    /// <param name="value">What happened.</param>
    public void Report(TeamEvent value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            foreach (var line in Lines(value))
                write(line);
        }
    }

    /// <summary>Takes what the resilience around a model did; give it to <see cref="ModelOptions.OnEvent"/>.</summary>
    /// <param name="value">What was done.</param>
    public void Report(ModelEvent value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            if (IsNews(value))
                write(Line(value));
        }
    }

    // Both the run and the host's options may report the same act. It is shown once.
    private bool IsNews(ModelEvent value)
    {
        if (_told.Contains(value, ReferenceEqualityComparer.Instance))
            return false;
        _told.Enqueue(value);
        if (_told.Count > MaxTold)
            _told.Dequeue();
        return true;
    }

    private static string Line(ModelEvent value)
    {
        var how = value.Kind switch
        {
            ModelEventKind.Retry => string.Create(
                CultureInfo.InvariantCulture,
                $"attempt {value.Attempt} failed, next in {value.Delay.TotalSeconds:0.#} s"
            ),
            ModelEventKind.Fallback => $"'{value.TakenOverBy}' takes over",
            ModelEventKind.CircuitOpened => string.Create(CultureInfo.InvariantCulture, $"left alone for {value.Delay.TotalSeconds:0.#} s"),
            ModelEventKind.CircuitClosed => "asked again",
            _ => "took too long",
        };
        return $"    ! model {value.ServiceId}: {how} ({Short(value.Reason)})";
    }

    private IEnumerable<string> Lines(TeamEvent value) =>
        value switch
        {
            RunStarted run => Started(run),
            RoundStarted round => [$"Round {round.Round}: {(round.Findings.Count == 0 ? "nothing is open" : Open(round.Findings.Count))}"],
            TurnStarted turn => [$"  {turn.Task.Role} {Does(turn)}"],
            ToolReturned tool => Returned(tool),
            ModelActed acted => IsNews(acted.Happened) ? [Line(acted.Happened)] : [],
            TurnEnded turn => Ended(turn.Turn),
            VerdictGiven { Verdict: var verdict } =>
            [
                $"  {verdict.Reviewer} {(verdict.Approves ? "approves" : "requests changes")}"
                    + (verdict.Findings.Count == 0 ? "" : ": " + Count(verdict.Findings.Count, "finding")),
                .. verbose
                    ? verdict.Findings.Select(static finding => $"    {finding.Code} {finding.Place}: {Short(finding.Message)}")
                    : [],
            ],
            VerdictVoided voided => [$"  {voided.Reviewer} is asked again: what it judged has changed"],
            ReviewerFailed failed => Unheard(failed),
            VerificationStarted started => [$"  verifying: {started.Verifier}"],
            VerificationEnded { Result: var result } =>
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {result.Verifier}: {Words(result.Outcome.ToString())} in {result.Duration.TotalSeconds:F1} s. "
                        + $"{Short(result.Summary, 200)}"
                ),
                .. result.Findings.Take(verbose ? 20 : 3).Select(static finding => $"    {finding.Place}: {Short(finding.Message)}"),
            ],
            BudgetHalfSpent half => [$"  half of a budget is spent: {half.Budget}"],
            QuestionAsked { Question: var question } => [$"  {question.AskedBy} asks: {Short(question.Text, 400)}"],
            Noted { Note: var note } => verbose ? [$"  note of {note.By}: {Short(note.Text, 400)}"] : [],
            Escalated escalated => [$"  ! no progress ({escalated.Pattern}); trying: {Words(escalated.Escalation.ToString())}"],
            Diverged { Divergence: var divergence } => [$"  ! differs from the journal in {divergence.What}"],
            _ => [],
        };

    private static IEnumerable<string> Started(RunStarted run)
    {
        yield return $"Run {run.RunId}"
            + (run.Resumed ? $" goes on after {Count(run.RecordedTurns, "turn")}" : "")
            + (run.JournalPath is { } path ? $", journal {path}" : "");
        if (run.TornBytes > 0)
            yield return $"  ! the last {run.TornBytes} bytes of the journal were half a record and are dropped";
    }

    private IEnumerable<string> Unheard(ReviewerFailed failed)
    {
        _unheard[failed.Reviewer] = failed.Failure.Message;
        yield return $"  ! {failed.Reviewer} gave no verdict ({failed.Failure.Kind}): {Short(failed.Failure.Message)}";
    }

    private string Does(TurnStarted turn)
    {
        var does = turn.Task.Kind switch
        {
            TaskKind.Design => "designs",
            TaskKind.Revise => "mends what is open",
            _ => "reviews",
        };
        // This is the second request. The first gave nothing usable.
        var again =
            turn.Task.Kind == TaskKind.Review
            && turn.Task.Text.StartsWith(TaskTexts.Review, StringComparison.Ordinal)
            && turn.Task.Text.Length > TaskTexts.Review.Length
                ? ", asked again:" + Short(turn.Task.Text[TaskTexts.Review.Length..], 200).Insert(0, " ")
            : turn.Task.Kind == TaskKind.Review && _unheard.Remove(turn.Task.Role, out var why) ? $", asked again: {Short(why)}"
            : _attempt > 0 && turn.Task.Kind != TaskKind.Review ? ", asked again"
            : "";
        return does + again + (turn.Replayed ? ", from the journal" : "");
    }

    private IEnumerable<string> Returned(ToolReturned tool)
    {
        var how = tool.Outcome switch
        {
            ToolOutcome.Failed => "failed: ",
            ToolOutcome.Refused => "was not allowed: ",
            ToolOutcome.Waiting => "waits for a person",
            ToolOutcome.Recorded => "from the journal: ",
            ToolOutcome.Unknown => "unknown whether it took effect: ",
            _ => "",
        };
        var answer = ToolAnswer.Read(tool.Answer);
        yield return $"    {tool.Member} called {tool.Function}: {how}{answer.Line}".TrimEnd(' ', ':');
        if (!verbose)
            yield break;
        foreach (var problem in answer.Problems)
            yield return "      " + problem;
    }

    private IEnumerable<string> Ended(TurnRecord turn)
    {
        _spent += turn.Usage;
        _attempt = turn.Failure is null ? 0 : _attempt + 1;
        var how = turn.Failure is { } failure ? $"failed ({failure.Kind}): {Short(failure.Message)};" : "is done:";
        var cost = _spent.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $", cost {_spent.Cost:0.####}") : "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"  {(turn.Failure is null ? "" : "! ")}{turn.Task.Role} {how} {Count(turn.ToolCalls.Count, "call")}, "
                + $"{turn.Usage.InputTokens + turn.Usage.OutputTokens:N0} tokens in {turn.Duration.TotalSeconds:F1} s; so far "
                + $"{_spent.InputTokens + _spent.OutputTokens:N0} tokens{cost}"
        );
        // A worker that called no function has at least given a reason.
        var isIdle = turn.Task.Kind != TaskKind.Review && turn.ToolCalls.Count == 0;
        if ((verbose || isIdle) && turn.Text.Length > 0)
            yield return "    said: " + Short(turn.Text, 400);
    }

    private static string Open(int count) => Count(count, "finding") + (count == 1 ? " is open" : " are open");

    internal static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    // Turns an enum's name into words: NotRun becomes 'not run'.
    internal static string Words(string name) =>
        string.Concat(
            name.Select(
                static (c, index) => char.IsUpper(c) && index > 0 ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()
            )
        );

    // Control characters could manipulate a terminal, so the text becomes one clean line.
    internal static string Short(string text, int length = 160)
    {
        var line = new string([.. text.Take(length + 1).Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > length ? line[..(length - 1)] + "…" : line;
    }
}

using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// The journal around a turn: one that is on record is taken from there, any other is put on record when it begins and when it ends.
/// </summary>
internal sealed class RecordedTurns(RunContext run, RunClock clock, BudgetedTurns inner)
{
    /// <summary>
    /// Takes a turn. Failures of the agent are in the outcome; only cancellation and trouble with the journal are thrown.
    /// </summary>
    public async Task<TurnOutcome> RunAsync(TurnRequest request, CancellationToken cancellationToken)
    {
        var task = request.Task;
        var history = run.Journal.History.Turn(task.Id);
        var hash = run.Journal.IsKept || history is not null ? RunJournal.RequestHash(request.View) : "";
        if (history is not null)
            Compare(history.Start, request, hash);
        run.Emit(new TurnStarted(task, history?.End is not null));
        foreach (var effect in history?.Effects ?? [])
            Restore(effect.State, task);
        if (history?.End is { } end)
            return Recorded(request, history, end);
        if (run.Journal.IsReplay)
            throw new DivergenceException(
                new Divergence(
                    task.Id,
                    "missing turn",
                    history is null ? "the journal has no such turn" : "the turn is unfinished",
                    $"{task.Kind} by {task.Role}"
                )
            );

        if (history is null)
            run.Journal.AppendTurn(task, clock.Elapsed.Ticks, hash, request.Fallback, request.View);
        var outcome = await inner.RunAsync(request with { History = history }, cancellationToken).ConfigureAwait(false);
        Keep(outcome, request.Writes);
        if (outcome.Waiting is null)
            run.Emit(new TurnEnded(outcome.Record));
        return outcome;
    }

    private void Keep(TurnOutcome outcome, bool writes)
    {
        if (!run.Journal.IsKept)
            return;
        var turn = outcome.Record;
        // A turn that waits, or that ends with the run by a budget, stays open on record, so that a resumed run goes on with it.
        if (outcome.Waiting is null && !outcome.EndsRun)
            run.Journal.Append(
                new TurnEndRecord(
                    turn.Task.Id,
                    turn.Text,
                    turn.Failure,
                    turn.Usage,
                    turn.Duration.Ticks,
                    clock.Elapsed.Ticks,
                    writes ? run.Recorder.Capture() : null,
                    outcome.Questions.Count > 0 ? outcome.Questions : null,
                    outcome.Overdraft
                )
            );
        else if (outcome.Unrecorded is { } unrecorded)
            run.Journal.Append(new TurnPauseRecord(turn.Task.Id, unrecorded, turn.Duration.Ticks, clock.Elapsed.Ticks));
    }

    private TurnOutcome Recorded(TurnRequest request, TurnHistory history, TurnEndRecord end)
    {
        Restore(end.State, request.Task);
        clock.Reach(TimeSpan.FromTicks(end.Elapsed));
        request.Ledger.Record(end.Usage);
        request.Ledger.Work(TimeSpan.FromTicks(end.Duration + history.Pauses.Sum(static pause => pause.Duration)));
        var record = new TurnRecord(request.Task)
        {
            Text = end.Text,
            Failure = end.Failure,
            Usage = end.Usage,
            Duration = TimeSpan.FromTicks(end.Duration),
            Replayed = true,
            ToolCalls = [.. history.Effects.Select(effect => CallOf(history, effect))],
        };
        run.Know(end.Questions ?? []);
        run.Emit(new TurnEnded(record));
        return new TurnOutcome(record) { Questions = end.Questions ?? [], Overdraft = end.Overdraft };
    }

    private static ToolCallRecord CallOf(TurnHistory history, DoneRecord effect)
    {
        var intent = history.Intents.GetValueOrDefault(effect.Key);
        return new ToolCallRecord(effect.Key, intent?.Function ?? "", intent?.Arguments ?? "", ToolResults.Shown(effect.Result));
    }

    private void Restore(StateDelta? state, TeamTask task)
    {
        if (state is not null)
            run.Restore(state, task.Id);
    }

    // Whether the turn on record is the one that is to be taken now.
    private void Compare(TurnStartRecord recorded, TurnRequest request, string hash)
    {
        clock.Reach(TimeSpan.FromTicks(recorded.Elapsed));
        var task = request.Task;
        if (recorded.Member != task.Role || recorded.Kind != task.Kind)
            throw new DivergenceException(
                new Divergence(task.Id, "task", $"{recorded.Kind} by {recorded.Member}", $"{task.Kind} by {task.Role}")
            );
        if (recorded.Request != hash)
            run.Part(Difference(recorded, request, hash));
    }

    // The first section that differs; where none does, the hashes of the whole.
    private Divergence Difference(TurnStartRecord recorded, TurnRequest request, string hash)
    {
        var names = recorded
            .View.Select(static section => section.Name)
            .Union(request.View.Sections.Select(static section => section.Name))
            .Where(static name => name is not (ViewSections.Budget or ViewSections.Task));
        foreach (var name in names)
        {
            var old = recorded.View.FirstOrDefault(section => section.Name == name)?.Hash;
            var now = request.View.Find(name);
            if (old != (now is null ? null : RunJournal.HashOf(now)))
                return new Divergence(
                    request.Task.Id,
                    name,
                    old is null ? "(absent)" : run.Journal.History.Text(old) ?? "",
                    now ?? "(absent)"
                );
        }

        return new Divergence(request.Task.Id, "view", recorded.Request, hash);
    }
}

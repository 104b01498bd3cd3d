using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BackendAgents.Agents;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Views;
using BackendAgents.Models;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Coordination.Turns;

/// <summary>Gives one task to one agent: from the journal when it is on record, otherwise for real and onto the record.</summary>
internal sealed class TurnRunner(RunContext run, RunClock clock)
{
    private const int MaxReply = 1024 * 1024;

    private CancellationTokenSource? _unused;

    /// <summary>Runs a turn. Failures of the agent are in the outcome; only cancellation and trouble with the journal are thrown.</summary>
    public ValueTask<TurnOutcome> RunAsync(
        TeamTask task,
        TeamMember member,
        bool fallback,
        ViewDocument view,
        Ledger agentLedger,
        CancellationToken cancellationToken
    )
    {
        var history = run.Journal.History.Turn(task.Id);
        var request = run.Journal.IsKept || history is not null ? RunJournal.RequestHash(view) : "";
        if (history is not null)
            Compare(history.Start, task, view, request);
        var writes = member.Role == MemberRole.Worker;
        run.Emit(new TurnStarted(task, history?.End is not null));
        foreach (var effect in history?.Effects ?? [])
            Restore(effect.State, task.Id);
        if (history?.End is { } end)
            return new(Recorded(task, history, end, agentLedger));
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
            run.Journal.AppendTurn(task, clock.Elapsed.Ticks, request, fallback, view);
        return LiveAsync(task, member, fallback, view, history, agentLedger, writes, cancellationToken);
    }

    // As with rounds, what a turn keeps while it waits is taken from a pool.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TurnOutcome> LiveAsync(
        TeamTask task,
        TeamMember member,
        bool fallback,
        ViewDocument view,
        TurnHistory? history,
        Ledger agentLedger,
        bool writes,
        CancellationToken cancellationToken
    )
    {
        var agent = fallback && member.Fallback is { } other ? other : member.Agent;
        var ledger = agentLedger.ForTurn(task.Id, run.Options.TurnBudget);
        var account = new TurnAccount(run, task.Role, ledger);
        // Only an agent of kernels lets its tool calls be seen; of any other nothing is known but its answer.
        using var scope = agent.GetService<KernelAgent>() is null ? null : new TurnScope(run, task, history, account, writes);
        scope?.TakeUp();
        if (history is not null)
        {
            foreach (var pause in history.Pauses)
            {
                account.Record(pause.Usage);
                ledger.Work(TimeSpan.FromTicks(pause.Duration));
            }
        }

        var before = account.Spent;
        var (limit, spentThen) = LimitOf(member, ledger);
        if ((limit <= TimeSpan.Zero ? spentThen : account.Begin(view)) is { } overdraft)
            return NotRun(task, overdraft);

        using var watch = TurnWatch.Start(run, task, agent, view, cancellationToken);
        var started = run.Options.Time.GetTimestamp();
        AgentResponse? response = null;
        TurnFailure? failure = null;
        Overdraft? spent = null;
        TurnContext.Current = new TurnContext(run.RunId, task.Id, task.Role, run.Project);
        try
        {
            // An agent that knows nothing of kernels is sent pieces: what views have in common then is in memory once.
            var message = scope is null ? new ChatMessage(ChatRole.User, view.ToContents()) : new ChatMessage(ChatRole.User, view.Render());
            response = await CallAsync(agent, message, scope, member, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            failure = error switch
            {
                TimeoutException => new TurnFailure("timeout", error.Message),
                ModelCallException model => new TurnFailure(
                    JsonNamingPolicy.CamelCase.ConvertName(model.Failure.ToString()),
                    model.Message
                ),
                _ => new TurnFailure("error", $"{error.GetType().Name}: {error.Message}"),
            };
            if (run.Options.Time.GetElapsedTime(started) - (scope?.Paused ?? TimeSpan.Zero) >= limit)
                spent = spentThen;
        }

        // From here on nothing that is still under way may write into this turn.
        scope?.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        if (scope?.Fatal is { } fatal)
            throw fatal;
        var duration = run.Options.Time.GetElapsedTime(started) - (scope?.Paused ?? TimeSpan.Zero);
        if (scope?.Waiting is { } question)
        {
            // The turn stays open on record: it goes on in this very place once there is an answer.
            account.Settle(Usage.None);
            ledger.Work(duration);
            Pause(task, account, before, scope, duration);
            var open = new TurnRecord
            {
                Task = task,
                Usage = account.Spent,
                Duration = duration,
                ToolCalls = scope.Calls,
            };
            watch?.Wait(open, before);
            return new TurnOutcome(open) { Waiting = question };
        }

        spent ??= scope?.Overdraft;
        var reply = Text(response, out var length);
        var usage = account.End(Total(task.Role, response, view, reply, account.Spent, scope), duration);
        if (spent is not null && (failure is null || ReferenceEquals(spent, spentThen)))
            failure = TurnFailure.Of(spent);
        failure ??= Named(response, length, scope);
        if (failure is not null && scope?.Impossible is { Count: > 0 } impossible)
            failure = failure with
            {
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{failure.Message} The model asked {impossible.Count} times for functions that cannot be run, as {impossible.Example}."
                ),
            };
        var record = new TurnRecord
        {
            Task = task,
            Text = reply,
            Failure = failure,
            Usage = usage,
            Duration = duration,
            ToolCalls = scope?.Calls ?? [],
        };
        var questions = writes && failure is null ? QuestionReading.Read(reply, task) : [];
        // A turn that a budget cut short together with the run stays open: with a greater budget it goes on in this very place.
        if (spent is not null && TurnOutcome.EndsRun(spent.Budget, task.Kind))
            Pause(task, account, before, scope, duration);
        else
            End(record, questions, spent, writes);
        watch?.End(record, before, response);
        run.Emit(new TurnEnded(record));
        return new TurnOutcome(record) { Questions = questions, Overdraft = spent?.Budget };
    }

    // What the agent's own account of the turn makes of it. Text that came in spite of it stays in the record.
    private static TurnFailure? Named(AgentResponse? response, int length, TurnScope? scope) =>
        (response is null ? null : AgentRunFacts.Of(response)?.Stop) switch
        {
            AgentStop.ContentFilter => new TurnFailure("contentFilter", "The model's service withheld the reply, or part of it."),
            AgentStop.Length => new TurnFailure("length", "The reply was cut short by the model's token limit."),
            AgentStop.MaxTurns => new TurnFailure(
                "maxTurns",
                "The agent made all the model calls that its maxTurns allows, and asked for more functions."
            ),
            _ when length > MaxReply => new TurnFailure(
                "length",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The reply has {length} characters, of which only the last {MaxReply} are kept."
                )
            ),
            _ => length == 0 && scope is not { ToolCalls: > 0 } ? new TurnFailure("empty", "The reply was empty.") : null,
        };

    private void Pause(TeamTask task, TurnAccount account, Usage before, TurnScope? scope, TimeSpan duration)
    {
        if (!run.Journal.IsKept)
            return;
        // Replies and tools made since stand in records of their own.
        var onRecord = scope is null ? before : Usage.Add(before, Usage.Subtract(scope.OnRecord, scope.TakenUp));
        run.Journal.Append(
            new TurnPauseRecord(
                task.Id,
                Usage.Subtract(account.Spent, onRecord) with
                {
                    ToolCalls = 0,
                },
                duration.Ticks,
                clock.Elapsed.Ticks
            )
        );
    }

    private TurnOutcome NotRun(TeamTask task, Overdraft overdraft)
    {
        var record = new TurnRecord { Task = task, Failure = TurnFailure.Of(overdraft) };
        // A turn that ends the run stays open on record: with a greater budget it is resumed.
        if (!TurnOutcome.EndsRun(overdraft.Budget, task.Kind))
            End(record, [], overdraft, writes: false);
        run.Emit(new TurnEnded(record));
        return new TurnOutcome(record) { Overdraft = overdraft.Budget };
    }

    private void End(TurnRecord record, IReadOnlyList<Question> questions, Overdraft? spent, bool writes)
    {
        if (run.Journal.IsKept)
        {
            run.Journal.Append(
                new TurnEndRecord(
                    record.Task.Id,
                    record.Text,
                    record.Failure,
                    record.Usage,
                    record.Duration.Ticks,
                    clock.Elapsed.Ticks,
                    writes ? run.Recorder.Capture() : null,
                    questions.Count > 0 ? questions : null,
                    spent?.Budget
                )
            );
        }
    }

    // The member's own patience, or what is left of its working time when that is less; then the budget that says so.
    private (TimeSpan Limit, Overdraft? Then) LimitOf(TeamMember member, Ledger ledger)
    {
        var patience = member.Timeout ?? (member.Role == MemberRole.Worker ? run.Options.WorkerTimeout : run.Options.ReviewerTimeout);
        return ledger.TimeLeft() is { } time && time.Left < patience ? time : (patience, null);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AgentResponse> CallAsync(
        AIAgent agent,
        ChatMessage message,
        TurnScope? scope,
        TeamMember member,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var ending = Interlocked.Exchange(ref _unused, null) ?? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var atOnce = false;
        // A kernel agent may ask a person before it first waits for anything.
        using var patience = scope is null ? null : new TurnTimer(run.Options.Time, limit, ending);
        scope?.PauseWith(patience!);
        try
        {
            var answering = AgentManners.Start(
                agent,
                message,
                scope is null ? null : OptionsOf(scope),
                member.Role == MemberRole.Worker ? run.Thread : null,
                ending.Token
            );
            atOnce = scope is null && answering.IsCompletedSuccessfully;
            if (atOnce)
                return answering.Result;

            using var timer = scope is null
                ? run.Options.Time.CreateTimer(
                    static state => Cancel((CancellationTokenSource)state!),
                    ending,
                    limit,
                    Timeout.InfiniteTimeSpan
                )
                : null;
            // WaitAsync: an agent that ignores its token is left behind; the scope lets none of its later calls through.
            return await answering.WaitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (ending.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{member.Name} did not answer within {limit.TotalSeconds:0.###} s.", error);
        }
        finally
        {
            // Nobody has waited on it: it does for the next turn as well.
            if (!atOnce || Interlocked.CompareExchange(ref _unused, ending, null) is not null)
                ending.Dispose();
        }
    }

    private KernelAgentRunOptions OptionsOf(TurnScope scope) =>
        new()
        {
            AdditionalFunctions = run.Functions,
            Filters = [scope],
            Wrap = service => new SeededChatService(service, scope),
            Asked = scope.Asked,
        };

    internal static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer came in the very moment that the time was up.
        }
    }

    private TurnOutcome Recorded(TeamTask task, TurnHistory history, TurnEndRecord end, Ledger ledger)
    {
        Restore(end.State, task.Id);
        clock.Reach(TimeSpan.FromTicks(end.Elapsed));
        ledger.Record(end.Usage);
        ledger.Work(TimeSpan.FromTicks(end.Duration + history.Pauses.Sum(static pause => pause.Duration)));
        var record = new TurnRecord
        {
            Task = task,
            Text = end.Text,
            Failure = end.Failure,
            Usage = end.Usage,
            Duration = TimeSpan.FromTicks(end.Duration),
            Replayed = true,
            ToolCalls =
            [
                .. history.Effects.Select(effect => new ToolCallRecord(
                    effect.Key,
                    history.Intents.TryGetValue(effect.Key, out var intent) ? intent.Function : "",
                    intent?.Arguments ?? "",
                    effect.Result.Length > 2_000 ? effect.Result[..2_000] : effect.Result
                )),
            ],
        };
        run.Know(end.Questions ?? []);
        run.Emit(new TurnEnded(record));
        return new TurnOutcome(record) { Questions = end.Questions ?? [], Overdraft = end.Overdraft };
    }

    private void Restore(StateDelta? state, string turn)
    {
        if (state is not null)
            run.Restore(state, turn);
    }

    private void Compare(TurnStartRecord recorded, TeamTask task, ViewDocument view, string request)
    {
        clock.Reach(TimeSpan.FromTicks(recorded.Elapsed));
        if (recorded.Member != task.Role || recorded.Kind != task.Kind)
            throw new DivergenceException(
                new Divergence(task.Id, "task", $"{recorded.Kind} by {recorded.Member}", $"{task.Kind} by {task.Role}")
            );
        if (recorded.Request == request)
            return;
        var divergence = new Divergence(task.Id, "view", recorded.Request, request);
        foreach (
            var name in recorded
                .View.Select(static section => section.Name)
                .Union(view.Sections.Select(static section => section.Name))
                .Where(static name => name is not (ViewSections.Budget or ViewSections.Task))
        )
        {
            var old = recorded.View.FirstOrDefault(section => section.Name == name);
            var now = view.Find(name);
            if (old?.Hash != (now is null ? null : RunJournal.HashOf(now)))
            {
                divergence = new Divergence(
                    task.Id,
                    name,
                    old is null ? "(absent)" : run.Journal.History.Text(old.Hash) ?? "",
                    now ?? "(absent)"
                );
                break;
            }
        }

        if (run.Journal.IsReplay)
            throw new DivergenceException(divergence);
        run.Emit(new Diverged(divergence));
    }

    // All of the turn, by the agent's word; what it does not say is counted here.
    private Usage Total(string member, AgentResponse? response, ViewDocument view, string reply, Usage known, TurnScope? scope)
    {
        var facts = response is null ? null : AgentRunFacts.Of(response);
        var seen = scope?.Replies ?? 0;
        var calls = facts?.ModelCalls ?? seen + 1;
        var (input, output) = (response?.Usage?.InputTokenCount, response?.Usage?.OutputTokenCount);
        var counted = input is null || output is null;
        if (counted)
        {
            // The replies that asked for tools are known; the last one, if there was one, came after them.
            input ??= known.InputTokens + (calls > seen ? scope?.ConversationTokens ?? TokenCounter.Count(view.Render()) : 0);
            output ??= known.OutputTokens + (calls > seen ? TokenCounter.Count(reply) : 0);
        }

        return run.Spent(member, facts?.ModelId, calls, input, output) with
        {
            Estimated = counted,
        };
    }

    private static string Text(AgentResponse? response, out int length)
    {
        var text = response?.Text ?? "";
        length = text.Length;
        return WellFormed.Text(text.Length > MaxReply ? text[^MaxReply..] : text);
    }
}

/// <summary>What came of a turn.</summary>
internal readonly record struct TurnOutcome(TurnRecord Record)
{
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>A question inside the turn: the turn is not over.</summary>
    public Question? Waiting { get; init; }

    /// <summary>The budget that ended the turn.</summary>
    public string? Overdraft { get; init; }

    /// <summary>
    /// Whether a spent budget ends the run: that of the run itself, or that of a worker. A reviewer's own ends its part only, a turn's
    /// only the turn.
    /// </summary>
    public static bool EndsRun(string budget, TaskKind kind) =>
        budget.StartsWith("run.", StringComparison.Ordinal)
        || (kind != TaskKind.Review && !budget.StartsWith("turn ", StringComparison.Ordinal));
}

/// <summary>The run and its record part in a way that cannot be got round.</summary>
internal sealed class DivergenceException(Divergence divergence)
    : Exception(
        $"The run and its journal differ at {divergence.Turn ?? "the state"}: {divergence.What} is '{Cut(divergence.Recorded)}' on record and '{Cut(divergence.Actual)}' now."
    )
{
    public Divergence Divergence { get; } = divergence;

    private static string Cut(string text) => text.Length > 200 ? text[..200] + "…" : text;
}

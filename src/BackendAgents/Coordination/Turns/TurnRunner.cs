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

    /// <summary>Runs a turn. Failures of the agent are in the outcome; only cancellation and trouble with the journal are thrown.</summary>
    public async Task<TurnOutcome> RunAsync(TeamTask task, TeamMember member, bool fallback, ViewDocument view, Ledger agentLedger, CancellationToken cancellationToken)
    {
        var history = run.Journal.History.Turn(task.Id);
        var request = run.Journal.IsKept || history is not null ? RunJournal.RequestHash(view) : "";
        if (history is not null)
            Compare(history.Start, task, view, request);
        var writes = member.Role == MemberRole.Worker;
        run.Emit(new TurnStarted(task, history?.End is not null));
        foreach (var effect in history?.Effects ?? [])
            Restore(effect.State);
        if (history?.End is { } end)
            return Recorded(task, history, end, agentLedger);
        if (run.Journal.IsReplay)
            throw new DivergenceException(new Divergence(task.Id, "missing turn", history is null ? "the journal has no such turn" : "the turn is unfinished", $"{task.Kind} by {task.Role}"));

        if (history is null)
            run.Journal.AppendTurn(task, clock.Elapsed.Ticks, request, fallback, view);
        return await LiveAsync(task, member, fallback, view, history, agentLedger, writes, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TurnOutcome> LiveAsync(
        TeamTask task, TeamMember member, bool fallback, ViewDocument view, TurnHistory? history, Ledger agentLedger, bool writes, CancellationToken cancellationToken)
    {
        var agent = fallback && member.Fallback is { } other ? other : member.Agent;
        var ledger = agentLedger.Child("turn " + task.Id, run.Options.TurnBudget);
        var inside = agent.GetService<KernelAgent>() is not null;
        using var scope = new TurnScope(run, task, history, ledger, writes);
        var started = run.Options.Time.GetTimestamp();
        if (scope.Begin(view) is { } overdraft)
            return new TurnOutcome(new TurnRecord { Task = task, Failure = new TurnFailure("budget", $"The budget {overdraft.Budget} is spent.") }) { Overdraft = overdraft.Budget, NotRun = true };

        using var span = TeamTelemetry.StartTurn(task, agent.Id, run.RunId, view, run.Options);
        AgentResponse? response = null;
        TurnFailure? failure = null;
        TurnContext.Current = new TurnContext(run.RunId, task.Id, task.Role, run.Project);
        try
        {
            // An agent that knows nothing of kernels is sent pieces: what views have in common then is in memory once.
            var message = inside ? new ChatMessage(ChatRole.User, view.Render()) : new ChatMessage(ChatRole.User, view.ToContents());
            response = await CallAsync(agent, message, inside ? scope : null, member, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            failure = error switch
            {
                TimeoutException => new TurnFailure("timeout", error.Message),
                ModelCallException model => new TurnFailure(JsonNamingPolicy.CamelCase.ConvertName(model.Failure.ToString()), model.Message),
                _ => new TurnFailure("error", $"{error.GetType().Name}: {error.Message}"),
            };
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (scope.Fatal is { } fatal)
            throw fatal;
        if (scope.Waiting is { } question)
        {
            // The turn stays open on record: it goes on in this very place once there is an answer.
            scope.Close();
            return new TurnOutcome(new TurnRecord { Task = task, Usage = scope.Settled, ToolCalls = scope.Calls }) { Waiting = question };
        }

        var reply = Text(response);
        var usage = scope.End(Total(task.Role, response, view, reply));
        if (failure is null && scope.Overdraft is { } spent)
            failure = new TurnFailure("budget", $"The budget {spent.Budget} is spent.");
        if (failure is null && reply.Length == 0 && scope.ToolCalls == 0)
            failure = new TurnFailure("empty", "The reply was empty.");
        var record = new TurnRecord
        {
            Task = task,
            Text = reply,
            Failure = failure,
            Usage = usage,
            Duration = run.Options.Time.GetElapsedTime(started),
            ToolCalls = scope.Calls,
        };
        var questions = writes && failure is null ? QuestionReading.Read(reply, task) : [];
        if (run.Journal.IsKept)
        {
            run.Journal.Append(new TurnEndRecord(task.Id, reply, failure, usage, record.Duration.Ticks, clock.Elapsed.Ticks,
                writes ? run.Recorder.Capture() : null, questions.Count > 0 ? questions : null, scope.Overdraft?.Budget));
        }

        TeamTelemetry.EndTurn(span, record, run.Options);
        run.Emit(new TurnEnded(record));
        return new TurnOutcome(record) { Questions = questions, Overdraft = scope.Overdraft?.Budget };
    }

    private async Task<AgentResponse> CallAsync(AIAgent agent, ChatMessage message, TurnScope? scope, TeamMember member, CancellationToken cancellationToken)
    {
        var limit = member.Timeout ?? (member.Role == MemberRole.Worker ? run.Options.WorkerTimeout : run.Options.ReviewerTimeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        AgentRunOptions? options = scope is null
            ? null
            : new KernelAgentRunOptions { AdditionalFunctions = run.Functions, Filters = [scope], Wrap = service => new SeededChatService(service, scope) };
        var answering = agent.RunAsync(message, null, options, ending.Token);
        if (answering.IsCompletedSuccessfully)
            return answering.Result;

        using var timer = run.Options.Time.CreateTimer(static state => Cancel((CancellationTokenSource)state!), ending, limit, Timeout.InfiniteTimeSpan);
        try
        {
            // WaitAsync: an agent that ignores its token is left behind; the scope lets none of its later calls through.
            return await answering.WaitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (ending.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{member.Name} did not answer within {limit.TotalSeconds:0.###} s.", error);
        }
    }

    private static void Cancel(CancellationTokenSource source)
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
        Restore(end.State);
        clock.Reach(TimeSpan.FromTicks(end.Elapsed));
        ledger.Settle(Usage.None, end.Usage);
        var record = new TurnRecord
        {
            Task = task,
            Text = end.Text,
            Failure = end.Failure,
            Usage = end.Usage,
            Duration = TimeSpan.FromTicks(end.Duration),
            Replayed = true,
            ToolCalls = [.. history.Effects.Select(effect => new ToolCallRecord(effect.Key,
                history.Intents.TryGetValue(effect.Key, out var intent) ? intent.Function : "", intent?.Arguments ?? "", effect.Result.Length > 2_000 ? effect.Result[..2_000] : effect.Result))],
        };
        run.Know(end.Questions ?? []);
        run.Emit(new TurnEnded(record));
        return new TurnOutcome(record) { Questions = end.Questions ?? [], Overdraft = end.Overdraft };
    }

    private void Restore(StateDelta? state)
    {
        if (state is null)
            return;
        if (!run.Recorder.Apply(state))
        {
            var divergence = new Divergence(null, "artifacts", state.Hash, run.Project.Current.Artifacts.Hash);
            if (run.Journal.IsReplay)
                throw new DivergenceException(divergence);
            run.Emit(new Diverged(divergence));
        }
    }

    private void Compare(TurnStartRecord recorded, TeamTask task, ViewDocument view, string request)
    {
        clock.Reach(TimeSpan.FromTicks(recorded.Elapsed));
        if (recorded.Member != task.Role || recorded.Kind != task.Kind)
            throw new DivergenceException(new Divergence(task.Id, "task", $"{recorded.Kind} by {recorded.Member}", $"{task.Kind} by {task.Role}"));
        if (recorded.Request == request)
            return;
        var divergence = new Divergence(task.Id, "view", recorded.Request, request);
        foreach (var name in recorded.View.Select(static section => section.Name).Union(view.Sections.Select(static section => section.Name)).Where(static name => name is not (ViewSections.Budget or ViewSections.Task)))
        {
            var old = recorded.View.FirstOrDefault(section => section.Name == name);
            var now = view.Find(name);
            if (old?.Hash != (now is null ? null : RunJournal.HashOf(now)))
            {
                divergence = new Divergence(task.Id, name, old is null ? "(absent)" : run.Journal.History.Text(old.Hash) ?? "", now ?? "(absent)");
                break;
            }
        }

        if (run.Journal.IsReplay)
            throw new DivergenceException(divergence);
        run.Emit(new Diverged(divergence));
    }

    private Usage Total(string member, AgentResponse? response, ViewDocument view, string reply)
    {
        var facts = response is null ? null : AgentRunFacts.Of(response);
        var details = response?.Usage;
        var counted = details?.InputTokenCount is null && details?.OutputTokenCount is null;
        var usage = run.Spent(member, facts?.ModelId, facts?.ModelCalls ?? 1,
            counted ? TokenCounter.Count(view.Render()) : details!.InputTokenCount, counted ? TokenCounter.Count(reply) : details!.OutputTokenCount);
        return usage with { Estimated = counted };
    }

    private static string Text(AgentResponse? response)
    {
        if (response is null)
            return "";
        var text = response.Text;
        return text.Length > MaxReply ? text[^MaxReply..] : text;
    }
}

/// <summary>What came of a turn.</summary>
internal sealed record TurnOutcome(TurnRecord Record)
{
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>A question inside the turn: the turn is not over.</summary>
    public Question? Waiting { get; init; }

    /// <summary>The budget that ended the turn.</summary>
    public string? Overdraft { get; init; }

    /// <summary>True when the agent was not asked at all.</summary>
    public bool NotRun { get; init; }
}

/// <summary>The run and its record part in a way that cannot be got round.</summary>
internal sealed class DivergenceException(Divergence divergence)
    : Exception($"The run and its journal differ at {divergence.Turn ?? "the state"}: {divergence.What} is '{Cut(divergence.Recorded)}' on record and '{Cut(divergence.Actual)}' now.")
{
    public Divergence Divergence { get; } = divergence;

    private static string Cut(string text) => text.Length > 200 ? text[..200] + "…" : text;
}

using System.Globalization;
using System.Text.Json;
using BackendAgents.Agents;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Models;
using BackendAgents.Models.Resilience;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Coordination.Turns;

/// <summary>The turn itself: calls the agent, and makes of what it answers and spends an outcome.</summary>
internal sealed class AgentTurns(RunContext run)
{
    private const int MaxReply = 1024 * 1024;

    public async Task<TurnOutcome> RunAsync(TurnRequest request, TurnAccount account, CancellationToken cancellationToken)
    {
        var started = run.Options.Time.GetTimestamp();
        using var patience = new TurnPatience(run.Options.Time, account.Limit);
        // Only a kernel agent shows its tool calls; of any other only the answer is known.
        using var scope = request.Agent.GetService<KernelAgent>() is null ? null : new TurnScope(run, request, account, patience);
        TurnContext.Current = new TurnContext(run.RunId, request.Task.Id, request.Task.Role, run.Project);
        ModelEvents.Turn.Value = happened => run.Emit(new ModelActed(request.Task.Role, happened));
        AgentResponse? response = null;
        TurnFailure? failure = null;
        var timeIsSpent = false;
        try
        {
            response = await CallAsync(request, scope, patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            failure = patience.Over.IsCancellationRequested
                ? new TurnFailure("timeout", $"{request.Member.Name} did not answer within {account.Limit.TotalSeconds:0.###} s.")
                : FailureOf(error);
            timeIsSpent = run.Options.Time.GetElapsedTime(started) - patience.Paused >= account.Limit;
        }

        // An agent that was left behind may still be at work; it must not write into this turn any more.
        scope?.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        if (scope?.Fatal is { } fatal)
            throw fatal;
        var duration = run.Options.Time.GetElapsedTime(started) - patience.Paused;
        if (scope?.Waiting is { } question)
        {
            account.Pause(duration);
            return OutcomeOf(new TurnRecord(request.Task) { Duration = duration }, account, scope) with { Waiting = question };
        }

        var overTime = timeIsSpent ? account.LimitBudget : null;
        var spent = overTime ?? scope?.Overdraft;
        if (spent is not null && (failure is null || overTime is not null))
            failure = TurnFailure.Of(spent);
        var text = response?.Text ?? "";
        failure ??= Named(response, text.Length, scope);
        var reply = WellFormed.Text(text.Length > MaxReply ? text[^MaxReply..] : text);
        account.End(Total(request, response, reply, account.Spent, scope), duration);
        if (request.Writes && failure is null && SpokenBlueprint.TakeUp(run.Project, reply) is { } taken)
            run.Note("coordinator", request.Task.Id, $"{request.Member.Name} called no function for it. {taken}");
        var record = new TurnRecord(request.Task)
        {
            Text = reply,
            Failure = failure is null ? null : WithImpossible(failure, scope),
            Duration = duration,
        };
        return OutcomeOf(record, account, scope) with
        {
            Questions = request.Writes && failure is null ? QuestionReading.Read(reply, request.Task) : [],
            Overdraft = spent?.Budget,
            Model = TurnModel.Of(request.Agent, response),
        };
    }

    private static TurnOutcome OutcomeOf(TurnRecord record, TurnAccount account, TurnScope? scope) =>
        new(record with { Usage = account.Spent, ToolCalls = scope?.Calls ?? [] })
        {
            // Replies and tools made in this session stand in records of their own.
            Unrecorded = Usage.Subtract(Usage.Subtract(account.Spent, account.Before), scope?.OnRecord ?? Usage.None) with
            {
                ToolCalls = 0,
            },
        };

    private static async Task<AgentResponse> CallAsync(
        TurnRequest request,
        TurnScope? scope,
        TurnPatience patience,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Over);
        var token = ending.Token;
        var message = new ChatMessage(ChatRole.User, request.View.Render());
        // On a thread of the pool and waited for no longer than the token allows: an agent may hold its thread, or ignore the token.
        // It is then left behind, and the scope lets none of its later calls through.
        return await Task.Run(() => request.Agent.RunAsync(message, null, scope?.Options, token), token)
            .WaitAsync(token)
            .ConfigureAwait(false);
    }

    private static TurnFailure FailureOf(Exception error) =>
        error switch
        {
            TimeoutException => new TurnFailure("timeout", error.Message),
            ModelCallException model => new TurnFailure(JsonNamingPolicy.CamelCase.ConvertName(model.Failure.ToString()), model.Message),
            _ => new TurnFailure("error", $"{error.GetType().Name}: {error.Message}"),
        };

    // Why the turn counts as failed although there is an answer. Its text stays in the record.
    private static TurnFailure? Named(AgentResponse? response, int length, TurnScope? scope) =>
        (response is null ? null : AgentRunFacts.Of(response)?.Stop) switch
        {
            AgentStop.ContentFilter => new TurnFailure("contentFilter", "The model's service withheld the reply, or part of it."),
            AgentStop.Refused => new TurnFailure("refused", $"The model refused: {AgentRunFacts.Of(response!)!.Refusal}"),
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

    private static TurnFailure WithImpossible(TurnFailure failure, TurnScope? scope) =>
        scope?.Impossible is { Count: > 0 } impossible
            ? failure with
            {
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{failure.Message} The model asked {impossible.Count} times for functions that cannot be run, as {impossible.Example}."
                ),
            }
            : failure;

    // What the whole turn has spent, as the agent reports it; what it does not report is counted here.
    private Usage Total(TurnRequest request, AgentResponse? response, string reply, Usage known, TurnScope? scope)
    {
        var facts = response is null ? null : AgentRunFacts.Of(response);
        var seen = scope?.Replies ?? 0;
        var calls = facts?.ModelCalls ?? seen + 1;
        var (input, output) = (response?.Usage?.InputTokenCount, response?.Usage?.OutputTokenCount);
        var counted = input is null || output is null;
        if (counted)
        {
            // The replies that asked for tools are counted already; what is missing is the last one.
            input ??= known.InputTokens + (calls > seen ? scope?.ConversationTokens ?? TokenCounter.Count(request.View.Render()) : 0);
            output ??= known.OutputTokens + (calls > seen ? TokenCounter.Count(reply) : 0);
        }

        return run.Spent(request.Task.Role, facts?.ModelId, calls, input, output) with
        {
            Estimated = counted,
        };
    }
}

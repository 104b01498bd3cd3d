using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Views;
using BackendAgents.Models.Replies;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.SemanticKernel.FunctionCallContent;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// One turn of a kernel agent, seen from inside: every tool call passes here, so that it is journalled before and after, paid for,
/// approved where need be, and never made twice. One instance a turn; calls are let through one at a time.
/// </summary>
internal sealed partial class TurnScope(RunContext run, TeamTask task, TurnHistory? history, TurnAccount account, bool recordsState)
    : IAutoFunctionInvocationFilter,
        IDisposable
{
    private const int MaxShown = 2_000;

    private readonly Lazy<SemaphoreSlim> _oneAtATime = new(static () => new SemaphoreSlim(1, 1));
    private readonly ConversationTokens _tokens = new();
    private List<ToolCallRecord>? _calls;
    private ChatHistory? _conversation;
    private TurnTimer? _timer;
    private int _replies;
    private int _seen;
    private int _seeded;
    private bool _seeding;
    private long _lastInput;
    private readonly Lock _end = new();
    private volatile bool _closed;

    /// <summary>What a person must say before the turn can go on.</summary>
    public Question? Waiting { get; private set; }

    /// <summary>The budget that ended the turn.</summary>
    public Overdraft? Overdraft { get; private set; }

    /// <summary>What keeps the whole run from going on.</summary>
    public Exception? Fatal { get; private set; }

    public IReadOnlyList<ToolCallRecord> Calls => _calls ?? (IReadOnlyList<ToolCallRecord>)[];

    /// <summary>Tool calls that have been made or taken over in this turn.</summary>
    public int ToolCalls { get; private set; }

    /// <summary>Replies of the model that asked for tools.</summary>
    public int Replies => _replies;

    /// <summary>What of the turn's spending stands in records of its own; what of it an earlier session has put there.</summary>
    public Usage OnRecord { get; private set; }

    public Usage TakenUp { get; private set; }

    /// <summary>How long people were waited for.</summary>
    public TimeSpan Paused => _timer?.Paused ?? TimeSpan.Zero;

    /// <summary>Calls that could not be run, because there is no such function or the arguments cannot be read; and one of them.</summary>
    public (int Count, string? Example) Impossible { get; private set; }

    /// <summary>Tokens of the conversation so far; null when it has not begun.</summary>
    public long? ConversationTokens => _conversation is null ? null : _tokens.Before(_conversation, null);

    /// <summary>Takes over what an earlier session has spent in this turn.</summary>
    public void TakeUp()
    {
        if (history is null)
            return;
        ToolCalls = history.Effects.Count;
        OnRecord = new Usage { ToolCalls = history.Effects.Count };
        foreach (var reply in history.Replies)
            OnRecord += reply.Usage;
        TakenUp = OnRecord;
        account.Record(OnRecord);
    }

    /// <summary>From now on a person's time to answer is not the member's.</summary>
    public void PauseWith(TurnTimer timer) => _timer = timer;

    /// <summary>Takes note of a reply that asks for functions, before any of them is run. False when the turn must end there.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="impossible">Its calls that cannot be run.</param>
    public bool Asked(ChatMessageContent reply, IReadOnlyList<FunctionCallContent> impossible)
    {
        if (_seeding || _closed)
            return true;
        if (impossible.Count > 0)
        {
            var name = impossible[0].PluginName is { Length: > 0 } plugin
                ? plugin + "-" + impossible[0].FunctionName
                : impossible[0].FunctionName;
            Impossible = (
                Impossible.Count + impossible.Count,
                name + (impossible[0].Exception is null ? "" : " with arguments that cannot be read")
            );
        }

        var number = _seeded + ++_seen;
        try
        {
            return number <= _replies || TakeReply(number, reply, _conversation);
        }
        catch (JournalException error)
        {
            Fatal = error;
            return false;
        }
    }

    /// <summary>Lets nothing through any more.</summary>
    public void Dispose()
    {
        lock (_end)
            _closed = true;
    }

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await _oneAtATime.Value.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            if (_closed || Waiting is not null || Overdraft is not null || Fatal is not null)
            {
                Refuse(context, Overdraft is { } spent ? $"Not run: the budget {spent.Budget} is spent." : "Not run: the turn is over.");
                return;
            }

            var message = context.ChatMessageContent;
            var number = _seeded + context.RequestSequenceIndex + 1;
            // Not every connector writes replies down before it runs functions.
            if (!_seeding && number > _replies && !TakeReply(number, message, context.ChatHistory))
            {
                Refuse(context, $"Not run: the budget {Overdraft!.Budget} is spent.");
                return;
            }

            await CallAsync(context, next).ConfigureAwait(false);
        }
        catch (JournalException error)
        {
            Fatal = error;
            Refuse(context, "Not run: the run's journal cannot be written.");
        }
        finally
        {
            _oneAtATime.Value.Release();
        }
    }

    private async Task CallAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var function = NameOf(context.Function);
        WellFormed.Mend(context.Arguments);
        var arguments = CanonicalJson.Write(context.Arguments);
        var key = KeyOf(_replies, context.FunctionSequenceIndex, function, arguments);
        if (history?.Done(key) is { } done)
        {
            // A kernel that asks for the same call again, in the same place, gets what it got.
            Answer(context, done.Result, key, function, arguments, ToolOutcome.Recorded);
            return;
        }

        if (account.SpendToolCall() is { } overdraft)
        {
            Overdraft = overdraft;
            Refuse(context, $"Not run: the budget {overdraft.Budget} is spent.");
            run.Emit(new ToolReturned(task.Id, task.Role, function, ToolOutcome.Refused));
            return;
        }

        ToolCalls++;
        if (await AskedAsync(context, function, arguments, key).ConfigureAwait(false))
            return;
        if (history?.Intents.ContainsKey(key) == true && await ReconciledAsync(context, function, arguments, key).ConfigureAwait(false))
            return;

        run.Emit(new ToolCalled(task.Id, task.Role, function));
        run.Journal.Append(
            new IntentRecord(task.Id, key, function, arguments),
            force: run.Options.EffectOf(function) == EffectKind.External
        );
        var outer = TurnContext.Current;
        using var span = TeamTelemetry.StartTool(task, function, context.ToolCallId, run.RunId + "/" + key, run.Options, arguments);
        try
        {
            TurnContext.Current = new TurnContext(run.RunId, task.Id, task.Role, run.Project) { IdempotencyKey = run.RunId + "/" + key };
            await next(context).ConfigureAwait(false);
        }
        catch (Exception error) when (!context.CancellationToken.IsCancellationRequested)
        {
            TeamTelemetry.Failed(span, error);
            Done(key, function, arguments, ToolResults.Bounded("Error: " + error.Message), ToolOutcome.Failed);
            throw;
        }
        finally
        {
            TurnContext.Current = outer;
        }

        var result = ToolResults.Take(context);
        TeamTelemetry.EndTool(span, result, run.Options);
        Done(key, function, arguments, result, ToolOutcome.Done);
    }

    private async Task<bool> AskedAsync(AutoFunctionInvocationContext context, string function, string arguments, string key)
    {
        var question =
            function == PeopleFunctions.AskName
                ? PeopleFunctions.QuestionOf(context.Arguments, task, key)
                : ApprovalOf(function, arguments, key);
        if (question is null)
            return false;
        _timer?.Pause();
        var answer = await run.AnswerAsync(question, context.CancellationToken).ConfigureAwait(false);
        _timer?.Resume();
        if (answer is null)
        {
            Waiting = question;
            run.Emit(new ToolReturned(task.Id, task.Role, function, ToolOutcome.Waiting));
            Refuse(context, "Waiting for a person.");
            return true;
        }

        if (question.Call is not null && string.Equals(answer.Text.Trim(), Coordination.Answer.Yes, StringComparison.OrdinalIgnoreCase))
        {
            TeamTelemetry.Approvals.Add(1, new KeyValuePair<string, object?>("decision", "approved"));
            return false;
        }

        if (question.Call is not null)
            TeamTelemetry.Approvals.Add(1, new KeyValuePair<string, object?>("decision", "refused"));
        var text = question.Call is null ? answer.Text : "Refused by a person: " + answer.Text;
        context.Result = new FunctionResult(context.Function, text);
        Done(key, function, arguments, text, question.Call is null ? ToolOutcome.Done : ToolOutcome.Refused);
        return true;
    }

    private Question? ApprovalOf(string function, string arguments, string key)
    {
        if (run.Options.NeedsApproval is not { } needs)
            return null;
        var call = new PendingCall(function, arguments, run.Project.Current.Artifacts.Hash);
        if (!needs(call))
            return null;
        return new Question
        {
            // Bound to this one call, its function, arguments and bytes: an approval of anything else, or of the same once more, is
            // another question.
            Id = "approve-" + RunJournal.HashOf(string.Join('\n', run.RunId, key, function, arguments, call.ArtifactsHash)),
            AskedBy = task.Role,
            Text = $"May {task.Role} call {function}?",
            Choices = [Coordination.Answer.Yes, "no"],
            Call = call,
        };
    }

    // A call that a killed process had begun: only what stays inside the project is simply made again.
    private async Task<bool> ReconciledAsync(AutoFunctionInvocationContext context, string function, string arguments, string key)
    {
        if (run.Options.EffectOf(function) == EffectKind.Project)
            return false;
        var effect = new UnknownEffect(run.RunId + "/" + key, function, arguments);
        foreach (var reconciler in run.Options.Reconcilers)
        {
            EffectOutcome outcome;
            string? result;
            try
            {
                (outcome, result) = await Task.Run(
                        () => reconciler.ReconcileAsync(effect, context.CancellationToken).AsTask(),
                        CancellationToken.None
                    )
                    .WaitAsync(context.CancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception error) when (!context.CancellationToken.IsCancellationRequested)
            {
                // It does not know, then; another may.
                run.Note(
                    task.Role,
                    task.Id,
                    $"The reconciler {reconciler.GetType().Name} failed on the call of {function} ({key}): {error.GetType().Name}: {error.Message}"
                );
                continue;
            }

            if (outcome == EffectOutcome.DidNotHappen)
                return false;
            if (outcome == EffectOutcome.Happened)
            {
                context.Result = new FunctionResult(context.Function, result ?? "done");
                Done(key, function, arguments, ToolResults.Take(context), ToolOutcome.Reconciled);
                return true;
            }
        }

        const string Unknown =
            "Unknown: this call was begun before an interruption, and nothing tells whether it took effect. It was not made again. Find out before you call it anew.";
        context.Result = new FunctionResult(context.Function, Unknown);
        Done(key, function, arguments, Unknown, ToolOutcome.Unknown);
        run.Note(
            task.Role,
            task.Id,
            $"The call of {function} ({key}) was begun before an interruption; whether it took effect is unknown, and it was not repeated."
        );
        return true;
    }

    private void Done(string key, string function, string arguments, string result, ToolOutcome outcome)
    {
        // A tool that outlived its turn: what it changes belongs to whoever is at work now, and the turn's record is closed.
        lock (_end)
        {
            if (_closed)
                return;
            run.Journal.Append(new DoneRecord(task.Id, key, result, recordsState && run.Journal.IsKept ? run.Recorder.Capture() : null));
            OnRecord += new Usage { ToolCalls = 1 };
        }

        Record(key, function, arguments, result);
        run.Emit(new ToolReturned(task.Id, task.Role, function, outcome) { Answer = result });
    }

    private void Answer(
        AutoFunctionInvocationContext context,
        string result,
        string key,
        string function,
        string arguments,
        ToolOutcome outcome
    )
    {
        context.Result = new FunctionResult(context.Function, result);
        Record(key, function, arguments, result);
        run.Emit(new ToolReturned(task.Id, task.Role, function, outcome) { Answer = result });
    }

    private void Record(string key, string function, string arguments, string result) =>
        (_calls ??= []).Add(new ToolCallRecord(key, function, arguments, result.Length > MaxShown ? result[..MaxShown] : result));

    private static void Refuse(AutoFunctionInvocationContext context, string why)
    {
        context.Result = new FunctionResult(context.Function, why);
        context.Terminate = true;
    }

    // Settles a call of the model and sets the next one aside. False when there can be no other.
    private bool TakeReply(int number, ChatMessageContent message, ChatHistory? conversation)
    {
        _replies = number;
        var details = UsageReading.Of(message.Metadata);
        var told = details is { InputTokenCount: not null, OutputTokenCount: not null };
        var usage = run.Spent(
            task.Role,
            message.ModelId,
            1,
            details?.InputTokenCount ?? (conversation is null ? 0 : _tokens.Before(conversation, message)),
            details?.OutputTokenCount ?? Turns.ConversationTokens.Of(message)
        ) with
        {
            Estimated = !told,
        };
        _lastInput = usage.InputTokens;
        account.Settle(usage);
        if (run.Journal.IsKept)
        {
            var calls = FunctionCallContent
                .GetFunctionCalls(message)
                .Select(static call => new CallRecord(
                    call.Id ?? "",
                    call.PluginName,
                    call.FunctionName,
                    CanonicalJson.Write(call.Arguments)
                ))
                .ToList();
            run.Journal.Append(new ReplyRecord(task.Id, number, message.Content, calls, usage, message.ModelId));
        }

        OnRecord += usage;
        Overdraft = account.ReserveCall(_lastInput);
        return Overdraft is null;
    }

    private string KeyOf(int reply, int call, string function, string arguments)
    {
        var hash = XxHash64.HashToUInt64(MemoryMarshal.AsBytes((function + "\n" + arguments).AsSpan()));
        return string.Create(CultureInfo.InvariantCulture, $"{task.Id}.{reply}.{call}-{hash:x16}");
    }

    /// <summary>A function's name as models and records have it: <c>plugin-function</c>.</summary>
    public static string NameOf(KernelFunction function) =>
        function.PluginName is { Length: > 0 } plugin ? plugin + "-" + function.Name : function.Name;
}

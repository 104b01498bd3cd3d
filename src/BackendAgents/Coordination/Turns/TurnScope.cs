using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using BackendAgents.Agents;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Views;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

using FunctionCallContent = Microsoft.SemanticKernel.FunctionCallContent;
using FunctionResultContent = Microsoft.SemanticKernel.FunctionResultContent;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// One turn of a kernel agent, seen from inside: every tool call passes here, so that it is journalled before and after, paid for,
/// approved where need be, and never made twice. One instance a turn; calls are let through one at a time.
/// </summary>
internal sealed class TurnScope(RunContext run, TeamTask task, TurnHistory? history, TurnAccount account, bool recordsState)
    : IAutoFunctionInvocationFilter, IDisposable
{
    private const int MaxShown = 2_000;

    private readonly Lazy<SemaphoreSlim> _oneAtATime = new(static () => new SemaphoreSlim(1, 1));
    private List<ToolCallRecord>? _calls;
    private int _replies;
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

    /// <summary>Takes over what an earlier session has spent in this turn.</summary>
    public void TakeUp()
    {
        if (history is null)
            return;
        foreach (var reply in history.Replies)
            account.Record(reply.Usage);
        ToolCalls = history.Effects.Count;
        account.Record(new Usage { ToolCalls = history.Effects.Count });
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
                Refuse(context, "Not run: the turn is over.");
                return;
            }

            var message = context.ChatMessageContent;
            var number = _seeded + context.RequestSequenceIndex + 1;
            if (!_seeding && number > _replies)
            {
                NoteReply(number, message);
                if (account.ReserveCall(_lastInput) is { } overdraft)
                {
                    Overdraft = overdraft;
                    Refuse(context, $"Not run: the budget {overdraft.Budget} is spent.");
                    return;
                }
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
        run.Journal.Append(new IntentRecord(task.Id, key, function, arguments), force: run.Options.EffectOf(function) == EffectKind.External);
        var outer = TurnContext.Current;
        using var span = TeamTelemetry.StartTool(task, function, key, run.Options, arguments);
        try
        {
            TurnContext.Current = new TurnContext(run.RunId, task.Id, task.Role, run.Project) { IdempotencyKey = run.RunId + "/" + key };
            await next(context).ConfigureAwait(false);
        }
        catch (Exception error) when (!context.CancellationToken.IsCancellationRequested)
        {
            TeamTelemetry.Failed(span, error);
            Done(key, function, arguments, "Error: " + error.Message, ToolOutcome.Failed);
            throw;
        }
        finally
        {
            TurnContext.Current = outer;
        }

        Done(key, function, arguments, CanonicalJson.Text(context.Result.GetValue<object?>()), ToolOutcome.Done);
    }

    private async Task<bool> AskedAsync(AutoFunctionInvocationContext context, string function, string arguments, string key)
    {
        var question = function == PeopleFunctions.AskName ? PeopleFunctions.QuestionOf(context.Arguments, task, key) : ApprovalOf(function, arguments, key);
        if (question is null)
            return false;
        var answer = await run.AnswerAsync(question, context.CancellationToken).ConfigureAwait(false);
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
            // Bound to this one call, its function, arguments and bytes: an approval of anything else, or of the same once more, is another question.
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
            var (outcome, result) = await reconciler.ReconcileAsync(effect, context.CancellationToken).ConfigureAwait(false);
            if (outcome == EffectOutcome.DidNotHappen)
                return false;
            if (outcome == EffectOutcome.Happened)
            {
                context.Result = new FunctionResult(context.Function, result ?? "done");
                Done(key, function, arguments, result ?? "done", ToolOutcome.Reconciled);
                return true;
            }
        }

        const string Unknown = "Unknown: this call was begun before an interruption, and nothing tells whether it took effect. It was not made again. Find out before you call it anew.";
        context.Result = new FunctionResult(context.Function, Unknown);
        Done(key, function, arguments, Unknown, ToolOutcome.Unknown);
        run.Note(task.Role, task.Id, $"The call of {function} ({key}) was begun before an interruption; whether it took effect is unknown, and it was not repeated.");
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
        }

        Record(key, function, arguments, result);
        run.Emit(new ToolReturned(task.Id, task.Role, function, outcome));
    }

    private void Answer(AutoFunctionInvocationContext context, string result, string key, string function, string arguments, ToolOutcome outcome)
    {
        context.Result = new FunctionResult(context.Function, result);
        Record(key, function, arguments, result);
        run.Emit(new ToolReturned(task.Id, task.Role, function, outcome));
    }

    private void Record(string key, string function, string arguments, string result) =>
        (_calls ??= []).Add(new ToolCallRecord(key, function, arguments, result.Length > MaxShown ? result[..MaxShown] : result));

    private static void Refuse(AutoFunctionInvocationContext context, string why)
    {
        context.Result = new FunctionResult(context.Function, why);
        context.Terminate = true;
    }

    private void NoteReply(int number, ChatMessageContent message)
    {
        _replies = number;
        var details = UsageReading.Of(message.Metadata);
        var usage = run.Spent(task.Role, message.ModelId, 1, details?.InputTokenCount, details?.OutputTokenCount);
        _lastInput = usage.InputTokens;
        account.Settle(usage);
        if (!run.Journal.IsKept)
            return;
        var calls = new List<CallRecord>();
        foreach (var call in FunctionCallContent.GetFunctionCalls(message))
            calls.Add(new CallRecord(call.Id ?? "", call.PluginName, call.FunctionName, CanonicalJson.Write(call.Arguments)));
        run.Journal.Append(new ReplyRecord(task.Id, _replies, message.Content, calls, usage, message.ModelId));
    }

    /// <summary>
    /// Puts what is on record of an unfinished turn into the conversation, makes the calls that were still to be made, and so brings
    /// the model to where it was. True when a filter ended the turn.
    /// </summary>
    public async Task<bool> SeedAsync(ChatHistory conversation, Kernel kernel, CancellationToken cancellationToken)
    {
        if (history is null || _seeded > 0)
            return false;
        _seeding = true;
        try
        {
            return await SeedRepliesAsync(conversation, kernel, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _seeding = false;
            _seeded = _replies;
        }
    }

    private async Task<bool> SeedRepliesAsync(ChatHistory conversation, Kernel kernel, CancellationToken cancellationToken)
    {
        for (var i = 0; i < history!.Replies.Count; i++)
        {
            var recorded = history.Replies[i];
            var items = new ChatMessageContentItemCollection();
            if (!string.IsNullOrEmpty(recorded.Text))
                items.Add(new Microsoft.SemanticKernel.TextContent(recorded.Text));
            foreach (var call in recorded.Calls)
                items.Add(new FunctionCallContent(call.Function, call.Plugin, call.Id, CanonicalJson.Read(call.Arguments)));
            var message = new ChatMessageContent(AuthorRole.Assistant, items, recorded.Model, metadata: new Dictionary<string, object?>
            {
                ["Usage"] = new UsageDetails { InputTokenCount = recorded.Usage.InputTokens, OutputTokenCount = recorded.Usage.OutputTokens },
            });
            conversation.Add(message);
            _replies = recorded.Index;
            _lastInput = recorded.Usage.InputTokens;
            for (var c = 0; c < recorded.Calls.Count; c++)
            {
                var call = (FunctionCallContent)message.Items[message.Items.Count - recorded.Calls.Count + c];
                var (text, terminate) = await ReplayCallAsync(call, message, i, c, recorded.Calls.Count, conversation, kernel, cancellationToken).ConfigureAwait(false);
                conversation.Add(new FunctionResultContent(call.FunctionName, call.PluginName, call.Id, text).ToChatMessage());
                if (terminate)
                    return true;
            }
        }

        return false;
    }

    private async Task<(string Text, bool Terminate)> ReplayCallAsync(
        FunctionCallContent call, ChatMessageContent message, int reply, int index, int count, ChatHistory conversation, Kernel kernel, CancellationToken cancellationToken)
    {
        if (Find(kernel, call) is not { } function)
            return ("Error: Requested function could not be found.", false);
        var arguments = CanonicalJson.Write(call.Arguments);
        var key = KeyOf(_replies, index, NameOf(function), arguments);
        if (history!.Done(key) is { } done)
        {
            Record(key, NameOf(function), arguments, done.Result);
            run.Emit(new ToolReturned(task.Id, task.Role, NameOf(function), ToolOutcome.Recorded));
            return (done.Result, false);
        }

        var context = new AutoFunctionInvocationContext(kernel, function, new FunctionResult(function), conversation, message)
        {
            ToolCallId = call.Id,
            Arguments = call.Arguments,
            RequestSequenceIndex = reply,
            FunctionSequenceIndex = index,
            FunctionCount = count,
            CancellationToken = cancellationToken,
        };
        try
        {
            await InvokeAsync(context, kernel, 0).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return ("Error: " + error.Message, false);
        }

        return (CanonicalJson.Text(context.Result.GetValue<object?>()), context.Terminate);
    }

    private static async Task InvokeAsync(AutoFunctionInvocationContext context, Kernel kernel, int filter)
    {
        if (filter < kernel.AutoFunctionInvocationFilters.Count)
            await kernel.AutoFunctionInvocationFilters[filter].OnAutoFunctionInvocationAsync(context, next => InvokeAsync(next, kernel, filter + 1)).ConfigureAwait(false);
        else
            context.Result = await context.Function.InvokeAsync(kernel, context.Arguments, context.CancellationToken).ConfigureAwait(false);
    }

    private string KeyOf(int reply, int call, string function, string arguments)
    {
        var hash = XxHash64.HashToUInt64(MemoryMarshal.AsBytes((function + "\n" + arguments).AsSpan()));
        return string.Create(CultureInfo.InvariantCulture, $"{task.Id}.{reply}.{call}-{hash:x16}");
    }

    // Connectors differ in how they join plugin and function; some leave the two in one name.
    private static KernelFunction? Find(Kernel kernel, FunctionCallContent call)
    {
        if (kernel.Plugins.TryGetFunction(call.PluginName, call.FunctionName, out var function))
            return function;
        return kernel.Plugins.SelectMany(static plugin => plugin)
            .FirstOrDefault(known => call.FunctionName == known.PluginName + "_" + known.Name || call.FunctionName == known.PluginName + "-" + known.Name);
    }

    private static string NameOf(KernelFunction function) => function.PluginName is { Length: > 0 } plugin ? plugin + "-" + function.Name : function.Name;
}

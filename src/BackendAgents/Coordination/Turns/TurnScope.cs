using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using BackendAgents.Agents;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;
using BackendAgents.Models.Replies;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.SemanticKernel.FunctionCallContent;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// One turn of a kernel agent, seen from inside: every tool call passes here, so that it is journalled before and after, paid for,
/// approved where need be, and never made twice. One instance a turn; calls are let through one at a time.
/// </summary>
internal sealed partial class TurnScope(RunContext run, TurnRequest request, TurnAccount account, TurnPatience patience)
    : IAutoFunctionInvocationFilter,
        IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly ConversationTokens _tokens = new();
    private readonly ConversationTrim _trim = new();
    private readonly List<ToolCallRecord> _calls = [];
    private readonly TurnHistory? _history = request.History;
    private readonly string _turn = request.Task.Id;
    private readonly string _member = request.Task.Role;
    private ChatHistory? _conversation;
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

    public IReadOnlyList<ToolCallRecord> Calls => _calls;

    /// <summary>Tool calls that have been made or taken over in this turn.</summary>
    public int ToolCalls { get; private set; } = request.History?.Effects.Count ?? 0;

    /// <summary>Replies of the model that asked for tools.</summary>
    public int Replies { get; private set; }

    /// <summary>What of this session's spending stands in records of its own.</summary>
    public Usage OnRecord { get; private set; }

    /// <summary>Calls that could not be run, because there is no such function or the arguments cannot be read; and one of them.</summary>
    public (int Count, string? Example) Impossible { get; private set; }

    /// <summary>Tokens of the conversation so far; null when it has not begun.</summary>
    public long? ConversationTokens => _conversation is null ? null : _tokens.Before(_conversation, null);

    /// <summary>What the agent is called with, so that it works within this scope.</summary>
    public KernelAgentRunOptions Options =>
        new()
        {
            AdditionalFunctions = run.Functions,
            Filters = [this],
            Wrap = service => new SeededChatService(service, this),
            Asked = Asked,
        };

    /// <summary>Lets nothing through any more.</summary>
    public void Dispose()
    {
        lock (_end)
            _closed = true;
    }

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await _oneAtATime.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            if (_closed || Waiting is not null || Overdraft is not null || Fatal is not null)
            {
                Refuse(context, Overdraft is { } spent ? $"Not run: the budget {spent.Budget} is spent." : "Not run: the turn is over.");
                return;
            }

            var number = _seeded + context.RequestSequenceIndex + 1;
            // Some connectors run functions before they store the reply that asked for them.
            if (!_seeding && number > Replies && !TakeReply(number, context.ChatMessageContent, context.ChatHistory))
            {
                Refuse(context, $"Not run: the budget {Overdraft!.Budget} is spent.");
                return;
            }

            await CallAsync(context, next).ConfigureAwait(false);
            var call = CallOf(context.FunctionSequenceIndex, context.Function, context.Arguments);
            var answer = CanonicalJson.Text(context.Result.GetValue<object?>());
            _trim.Answered(context.ChatHistory, context.ChatMessageContent, context.ToolCallId, call, answer);
        }
        catch (JournalException error)
        {
            Fatal = error;
            Refuse(context, "Not run: the run's journal cannot be written.");
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>A function's name as models and records have it: <c>plugin-function</c>.</summary>
    public static string NameOf(KernelFunction function) => NameOf(function.PluginName, function.Name);

    private static string NameOf(string? plugin, string function) => plugin is { Length: > 0 } ? plugin + "-" + function : function;

    // Called for each reply that asks for functions, before any of them runs. False when the turn must end.
    private bool Asked(ChatMessageContent reply, IReadOnlyList<FunctionCallContent> impossible)
    {
        if (_seeding || _closed)
            return true;
        if (impossible.Count > 0)
        {
            var name = NameOf(impossible[0].PluginName, impossible[0].FunctionName);
            var why = impossible[0].Exception is null ? "" : " with arguments that cannot be read";
            Impossible = (Impossible.Count + impossible.Count, name + why);
        }

        var number = _seeded + ++_seen;
        try
        {
            return number <= Replies || TakeReply(number, reply, _conversation);
        }
        catch (JournalException error)
        {
            Fatal = error;
            return false;
        }
    }

    // Settles a call of the model and reserves the next one. False when the budget allows no other.
    private bool TakeReply(int number, ChatMessageContent message, ChatHistory? conversation)
    {
        Replies = number;
        var details = UsageReading.Of(message.Metadata);
        var usage = run.Spent(
            _member,
            message.ModelId,
            1,
            details?.InputTokenCount ?? (conversation is null ? 0 : _tokens.Before(conversation, message)),
            details?.OutputTokenCount ?? Turns.ConversationTokens.Of(message)
        ) with
        {
            Estimated = details is not { InputTokenCount: not null, OutputTokenCount: not null },
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
            run.Journal.Append(new ReplyRecord(_turn, number, message.Content, calls, usage, message.ModelId));
        }

        OnRecord += usage;
        Overdraft = account.ReserveCall(_lastInput);
        return Overdraft is null;
    }

    private ToolCall CallOf(int index, KernelFunction function, IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        var (name, json) = (NameOf(function), CanonicalJson.Write(arguments));
        var hash = XxHash64.HashToUInt64(MemoryMarshal.AsBytes((name + "\n" + json).AsSpan()));
        return new ToolCall(string.Create(CultureInfo.InvariantCulture, $"{_turn}.{Replies}.{index}-{hash:x16}"), name, json);
    }

    private static void Refuse(AutoFunctionInvocationContext context, string why)
    {
        context.Result = new FunctionResult(context.Function, why);
        context.Terminate = true;
    }
}

using BackendAgents.Agents;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.SemanticKernel.FunctionCallContent;
using FunctionResultContent = Microsoft.SemanticKernel.FunctionResultContent;

namespace BackendAgents.Coordination.Turns;

/// <content>Brings a model to where an interruption had left it.</content>
internal sealed partial class TurnScope
{
    /// <summary>
    /// Puts what is on record of an unfinished turn into the conversation, makes the calls that were still to be made, and so brings
    /// the model to where it was. True when a filter ended the turn.
    /// </summary>
    public async Task<bool> SeedAsync(ChatHistory conversation, Kernel kernel, CancellationToken cancellationToken)
    {
        _conversation = conversation;
        if (_history is null || _seeded > 0)
            return false;
        _seeding = true;
        try
        {
            return await SeedRepliesAsync(conversation, kernel, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _seeding = false;
            _seeded = Replies;
        }
    }

    private async Task<bool> SeedRepliesAsync(ChatHistory conversation, Kernel kernel, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _history!.Replies.Count; i++)
        {
            var recorded = _history.Replies[i];
            var items = new ChatMessageContentItemCollection();
            if (!string.IsNullOrEmpty(recorded.Text))
                items.Add(new Microsoft.SemanticKernel.TextContent(recorded.Text));
            foreach (var call in recorded.Calls)
                items.Add(new FunctionCallContent(call.Function, call.Plugin, call.Id, CanonicalJson.Read(call.Arguments)));
            var message = new ChatMessageContent(
                AuthorRole.Assistant,
                items,
                recorded.Model,
                metadata: new Dictionary<string, object?>
                {
                    ["Usage"] = new UsageDetails
                    {
                        InputTokenCount = recorded.Usage.InputTokens,
                        OutputTokenCount = recorded.Usage.OutputTokens,
                    },
                }
            );
            conversation.Add(message);
            Replies = recorded.Index;
            _lastInput = recorded.Usage.InputTokens;
            for (var c = 0; c < recorded.Calls.Count; c++)
            {
                var call = (FunctionCallContent)message.Items[message.Items.Count - recorded.Calls.Count + c];
                var (text, terminate) = await ReplayCallAsync(
                        call,
                        message,
                        i,
                        c,
                        recorded.Calls.Count,
                        conversation,
                        kernel,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                // The model is shown what it was shown before the interruption.
                if (WatchedHistory.Find(kernel, call) is { } function)
                    _trim.Answered(conversation, message, call.Id, CallOf(c, function, call.Arguments), text);
                conversation.Add(new FunctionResultContent(call.FunctionName, call.PluginName, call.Id, text).ToChatMessage());
                if (terminate)
                    return true;
            }
        }

        return false;
    }

    private async Task<(string Text, bool Terminate)> ReplayCallAsync(
        FunctionCallContent call,
        ChatMessageContent message,
        int reply,
        int index,
        int count,
        ChatHistory conversation,
        Kernel kernel,
        CancellationToken cancellationToken
    )
    {
        if (WatchedHistory.Find(kernel, call) is not { } function)
            return ("Error: Requested function could not be found.", false);
        var made = CallOf(index, function, call.Arguments);
        if (_history!.Done(made.Key) is { } done)
        {
            Tell(made, done.Result, ToolOutcome.Recorded);
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
            await kernel
                .AutoFunctionInvocationFilters[filter]
                .OnAutoFunctionInvocationAsync(context, next => InvokeAsync(next, kernel, filter + 1))
                .ConfigureAwait(false);
        else
            context.Result = await context.Function.InvokeAsync(kernel, context.Arguments, context.CancellationToken).ConfigureAwait(false);
    }
}

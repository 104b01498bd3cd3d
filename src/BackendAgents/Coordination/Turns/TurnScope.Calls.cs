using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Plugins;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Turns;

/// <content>What happens to one tool call: taken from the record, paid for, asked about, made.</content>
internal sealed partial class TurnScope
{
    private async Task CallAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        WellFormed.Mend(context.Arguments);
        var call = CallOf(context.FunctionSequenceIndex, context.Function, context.Arguments);
        if (_history?.Done(call.Key) is { } done)
        {
            // On record from an earlier session: the model is told the same result again.
            context.Result = new FunctionResult(context.Function, done.Result);
            Tell(call, done.Result, ToolOutcome.Recorded);
            return;
        }

        if (account.SpendToolCall() is { } overdraft)
        {
            Overdraft = overdraft;
            Refuse(context, $"Not run: the budget {overdraft.Budget} is spent.");
            Tell(call, ToolOutcome.Refused);
            return;
        }

        ToolCalls++;
        if (await IsAnsweredByPersonAsync(context, call).ConfigureAwait(false))
            return;
        if (_history?.Intents.ContainsKey(call.Key) == true && await IsReconciledAsync(context, call).ConfigureAwait(false))
            return;
        await MakeAsync(context, call, next).ConfigureAwait(false);
    }

    private async Task MakeAsync(AutoFunctionInvocationContext context, ToolCall call, Func<AutoFunctionInvocationContext, Task> next)
    {
        run.Emit(new ToolCalled(_turn, _member, call.Function));
        run.Journal.Append(
            new IntentRecord(_turn, call.Key, call.Function, call.Arguments),
            force: run.Options.EffectOf(call.Function) == EffectKind.External
        );
        var key = run.RunId + "/" + call.Key;
        using var span = TeamTelemetry.StartTool(request.Task, call.Function, context.ToolCallId, key, run.Options, call.Arguments);
        TurnContext.Current = new TurnContext(run.RunId, _turn, _member, run.Project) { IdempotencyKey = key };
        // Compiling and playing has a limit of its own, and a model has no part in how long it takes.
        var isRun = call.Function == CodePlugin.RunName;
        if (isRun)
            patience.Pause();
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception error) when (!context.CancellationToken.IsCancellationRequested)
        {
            TeamTelemetry.Failed(span, error);
            Done(call, ToolResults.Bounded("Error: " + error.Message), ToolOutcome.Failed);
            throw;
        }
        finally
        {
            if (isRun)
                patience.Resume();
        }

        var result = ToolResults.Take(context);
        TeamTelemetry.EndTool(span, result, run.Options);
        Done(call, result, ToolOutcome.Done);
    }

    // Asks a person, where the call is a question or needs approval. True when the call is not to be made.
    private async Task<bool> IsAnsweredByPersonAsync(AutoFunctionInvocationContext context, ToolCall call)
    {
        var question =
            call.Function == PeopleFunctions.AskName
                ? PeopleFunctions.QuestionOf(context.Arguments, request.Task, call.Key)
                : ApprovalOf(call);
        if (question is null)
            return false;
        patience.Pause();
        var answer = await run.AnswerAsync(question, context.CancellationToken).ConfigureAwait(false);
        patience.Resume();
        if (answer is null)
        {
            Waiting = question;
            Tell(call, ToolOutcome.Waiting);
            Refuse(context, "Waiting for a person.");
            return true;
        }

        if (question.Call is null)
        {
            Done(context, call, answer.Text, ToolOutcome.Done);
            return true;
        }

        var approved = string.Equals(answer.Text.Trim(), Answer.Yes, StringComparison.OrdinalIgnoreCase);
        TeamTelemetry.Approvals.Add(1, new KeyValuePair<string, object?>("decision", approved ? "approved" : "refused"));
        if (!approved)
            Done(context, call, "Refused by a person: " + answer.Text, ToolOutcome.Refused);
        return !approved;
    }

    private Question? ApprovalOf(ToolCall call)
    {
        if (run.Options.NeedsApproval is not { } needs)
            return null;
        var pending = new PendingCall(call.Function, call.Arguments, run.Project.Current.Artifacts.Hash);
        if (!needs(pending))
            return null;
        return new Question
        {
            // The approval holds for this one call with its function, arguments and artifacts. Any other call is another question.
            Id =
                "approve-"
                + RunJournal.HashOf(string.Join('\n', run.RunId, call.Key, call.Function, call.Arguments, pending.ArtifactsHash)),
            AskedBy = _member,
            Text = $"May {_member} call {call.Function}?",
            Choices = [Answer.Yes, "no"],
            Call = pending,
        };
    }

    // A call that a killed process had begun. One that changes only the project is simply made again. True when it is not to be made.
    private async Task<bool> IsReconciledAsync(AutoFunctionInvocationContext context, ToolCall call)
    {
        if (run.Options.EffectOf(call.Function) == EffectKind.Project)
            return false;
        foreach (var reconciler in run.Options.Reconcilers)
        {
            var (outcome, result) = await ReconcileAsync(reconciler, call, context.CancellationToken).ConfigureAwait(false);
            if (outcome == EffectOutcome.DidNotHappen)
                return false;
            if (outcome == EffectOutcome.Happened)
            {
                Done(context, call, ToolResults.Bounded(result ?? "done"), ToolOutcome.Reconciled);
                return true;
            }
        }

        const string Unknown =
            "Unknown: this call was begun before an interruption, and nothing tells whether it took effect. It was not made "
            + "again. Find out before you call it anew.";
        Done(context, call, Unknown, ToolOutcome.Unknown);
        run.Note(
            _member,
            _turn,
            $"The call of {call.Function} ({call.Key}) was begun before an interruption; whether it took effect is unknown, "
                + "and it was not repeated."
        );
        return true;
    }

    private async Task<(EffectOutcome Outcome, string? Result)> ReconcileAsync(
        IEffectReconciler reconciler,
        ToolCall call,
        CancellationToken cancellationToken
    )
    {
        var effect = new UnknownEffect(run.RunId + "/" + call.Key, call.Function, call.Arguments);
        try
        {
            return await Task.Run(() => reconciler.ReconcileAsync(effect, cancellationToken).AsTask(), CancellationToken.None)
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The next reconciler may know.
            run.Note(
                _member,
                _turn,
                $"The reconciler {reconciler.GetType().Name} failed on the call of {call.Function} ({call.Key}): "
                    + $"{error.GetType().Name}: {error.Message}"
            );
            return (EffectOutcome.Unknown, null);
        }
    }

    private void Done(AutoFunctionInvocationContext context, ToolCall call, string result, ToolOutcome outcome)
    {
        context.Result = new FunctionResult(context.Function, result);
        Done(call, result, outcome);
    }

    private void Done(ToolCall call, string result, ToolOutcome outcome)
    {
        // The tool has outlived its turn. What it changes is recorded with the turn that is under way now.
        lock (_end)
        {
            if (_closed)
                return;
            var state = request.Writes && run.Journal.IsKept ? run.Recorder.Capture() : null;
            run.Journal.Append(new DoneRecord(_turn, call.Key, result, state));
            OnRecord += new Usage { ToolCalls = 1 };
        }

        Tell(call, result, outcome);
    }

    private void Tell(ToolCall call, string result, ToolOutcome outcome)
    {
        _calls.Add(new ToolCallRecord(call.Key, call.Function, call.Arguments, ToolResults.Shown(result)));
        run.Emit(new ToolReturned(_turn, _member, call.Function, outcome) { Answer = result });
    }

    private void Tell(ToolCall call, ToolOutcome outcome) => run.Emit(new ToolReturned(_turn, _member, call.Function, outcome));
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination;

/// <summary>Tools that throw, and calls of which nobody can tell whether they took effect.</summary>
public sealed class ToolFaultTests
{
    private TempFolder _runs = null!;
    private int _paid;

    [SetUp]
    public void SetUp()
    {
        _runs = new TempFolder();
        _paid = 0;
    }

    [TearDown]
    public void TearDown() => _runs.Dispose();

    [Test]
    public async Task A_tool_that_throws_is_told_to_the_model_and_the_run_goes_on()
    {
        var (result, outcomes) = await RunAsync(resume: false, pay: static () => throw new InvalidOperationException("the bank is closed"));

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(outcomes, Is.EqualTo(new[] { ToolOutcome.Failed, ToolOutcome.Done }));
        Assert.That(result.Transcript.Single().Text, Does.StartWith("told: Error"));
        Assert.That(result.Transcript[0].ToolCalls[0].Result, Does.Contain("the bank is closed"));
        Assert.That(_paid, Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_of_which_nobody_knows_is_not_made_again_and_the_model_is_told()
    {
        await CutAfterIntentAsync();

        var (result, outcomes) = await RunAsync(resume: true);

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(_paid, Is.EqualTo(1));
        Assert.That(outcomes, Is.EqualTo(new[] { ToolOutcome.Unknown, ToolOutcome.Done }));
        Assert.That(result.Transcript.Single().Text, Does.StartWith("told: Unknown: this call was begun before an interruption"));
        Assert.That(result.Notes.Select(static note => note.Text), Has.One.Contains("whether it took effect is unknown"));
    }

    [Test]
    public async Task A_reconciler_that_throws_does_not_know()
    {
        await CutAfterIntentAsync();

        var (result, outcomes) = await RunAsync(
            resume: true,
            new Reconciler(static () => throw new TimeoutException("no line to the bank"))
        );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(_paid, Is.EqualTo(1));
        Assert.That(outcomes, Is.EqualTo(new[] { ToolOutcome.Unknown, ToolOutcome.Done }));
        Assert.That(result.Transcript.Single().Text, Does.StartWith("told: Unknown"));
        Assert.That(
            result.Notes.Select(static note => note.Text),
            Has.One.Contains("TimeoutException: no line to the bank").And.One.Contains("is unknown")
        );
    }

    [Test]
    public async Task After_a_reconciler_that_throws_the_next_is_asked()
    {
        await CutAfterIntentAsync();

        var (result, outcomes) = await RunAsync(
            resume: true,
            new Reconciler(static () => throw new TimeoutException("no line to the bank")),
            new Reconciler(static () => (EffectOutcome.Happened, "paid, says the statement"))
        );

        Assert.That(outcomes, Is.EqualTo(new[] { ToolOutcome.Reconciled, ToolOutcome.Done }));
        Assert.That(result.Transcript.Single().Text, Is.EqualTo("told: paid, says the statement"));
        Assert.That(_paid, Is.EqualTo(1));
    }

    [Test]
    public async Task A_reconciler_that_does_not_listen_does_not_hold_up_who_cancels()
    {
        await CutAfterIntentAsync();
        using var cancel = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reconciler = new Reconciler(() =>
        {
            inside.SetResult();
            gate.Wait();
            return (EffectOutcome.DidNotHappen, null);
        });
        var running = Task.Run(() => RunAsync(true, null, [reconciler], cancel.Token));
        await inside.Task;

        await cancel.CancelAsync();
        var (result, _) = await running.WaitAsync(TimeSpan.FromSeconds(20));
        gate.Set();

        Assert.That((result.Stop.Kind, _paid), Is.EqualTo((StopKind.Cancelled, 1)));
    }

    // The run was killed between the moment when the call was put on record and the moment when it was done.
    private async Task CutAfterIntentAsync()
    {
        var (whole, _) = await RunAsync(resume: false);
        var content = JournalFormat.Read(whole.JournalPath!);
        var intent = content.Records.ToList().FindIndex(static record => record is IntentRecord);
        var bytes = await File.ReadAllBytesAsync(whole.JournalPath!);
        // The header is a record of its own that is not among the records.
        await File.WriteAllBytesAsync(whole.JournalPath!, bytes[..(int)content.Boundaries[intent + 2]]);
        Assert.That(JournalFormat.Read(whole.JournalPath!).Records[^1], Is.TypeOf<IntentRecord>());
    }

    private Task<(TeamResult Result, List<ToolOutcome> Outcomes)> RunAsync(
        bool resume,
        params IReadOnlyList<IEffectReconciler> reconcilers
    ) => RunAsync(resume, null, reconcilers, CancellationToken.None);

    private Task<(TeamResult Result, List<ToolOutcome> Outcomes)> RunAsync(bool resume, Action pay) =>
        RunAsync(resume, pay, [], CancellationToken.None);

    private async Task<(TeamResult Result, List<ToolOutcome> Outcomes)> RunAsync(
        bool resume,
        Action? pay,
        IReadOnlyList<IEffectReconciler> reconcilers,
        CancellationToken cancellationToken
    )
    {
        var project = new BackendProject();
        var model = new ScriptedModel(static call =>
            call.Step switch
            {
                0 => ScriptedModel.Call(("bank_pay", new() { ["amount"] = 5 })),
                1 => ScriptedModel.Call(("blueprint_put", new() { ["text"] = "plan" })),
                _ => ScriptedModel.Say("told: " + call.Results[0]),
            }
        );
        var agent = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions(
                "bank",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        (int amount) =>
                        {
                            _paid++;
                            pay?.Invoke();
                            return "paid";
                        },
                        "pay"
                    ),
                ]
            ),
            KernelPluginFactory.CreateFromFunctions(
                "blueprint",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        (string text) =>
                        {
                            project.PutFile(new Artifact("all.md", text + "\n"));
                            return "accepted";
                        },
                        "put"
                    ),
                ]
            )
        );
        var team = new BackendTeam([TeamMember.Worker(agent)], Desk.Files(_runs.Path) with { Reconcilers = reconcilers });
        var outcomes = new List<ToolOutcome>();
        TeamResult result = null!;
        await foreach (
            var happened in team.RunStreamingAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Resume = resume,
                    Project = project,
                },
                cancellationToken
            )
        )
        {
            if (happened is ToolReturned returned)
                outcomes.Add(returned.Outcome);
            result = happened is RunEnded ended ? ended.Result : result;
        }

        return (result, outcomes);
    }

    private sealed class Reconciler(Func<(EffectOutcome Outcome, string? Result)> script) : IEffectReconciler
    {
        public ValueTask<(EffectOutcome Outcome, string? Result)> ReconcileAsync(
            UnknownEffect effect,
            CancellationToken cancellationToken
        ) => new(script());
    }
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Budgets;

public sealed class BudgetTests
{
    private BackendProject _project = null!;

    [SetUp]
    public void SetUp() => _project = new BackendProject();

    private Task<TeamResult> Endless(Budget budget, PriceTable? prices = null, Budget? reviewer = null)
    {
        var number = 0;
        var never = new ScriptedAgent("reviewer", _ => Desk.Verdict("request_changes", Desk.At("all.md", 1, $"wrong {++number}")));
        return Desk.Run(
            _project,
            Desk.Files() with
            {
                Budget = budget,
                Prices = prices ?? PriceTable.Free,
                NoProgress = new() { SameFindings = 100, Escalations = [] },
            },
            Desk.Worker(Desk.Writer(_project)),
            Desk.Reviewer(never) with
            {
                Budget = reviewer,
            }
        );
    }

    [Test]
    public async Task Model_calls()
    {
        var result = await Endless(new Budget { ModelCalls = 5 });

        Assert.That((result.Stop.Kind, result.Stop.Budget), Is.EqualTo((StopKind.BudgetSpent, "run.modelCalls")));
        Assert.That(result.Usage.ModelCalls, Is.EqualTo(5), "not one more");
    }

    [Test]
    public async Task Input_tokens_are_reserved_before_the_call()
    {
        var result = await Endless(new Budget { InputTokens = 450 });

        Assert.That((result.Stop.Kind, result.Stop.Budget), Is.EqualTo((StopKind.BudgetSpent, "run.inputTokens")));
        Assert.That(result.Usage.InputTokens, Is.LessThanOrEqualTo(450));
    }

    [Test]
    public async Task Output_tokens_are_reserved_before_the_call()
    {
        var result = await Endless(new Budget { OutputTokens = 2_015 });

        Assert.That(result.Stop.Budget, Is.EqualTo("run.outputTokens"));
        Assert.That(result.Usage.OutputTokens, Is.EqualTo(20), "10 each; 2,000 must be left for a call");
    }

    [Test]
    public async Task Cost_by_the_price_table()
    {
        var prices = new PriceTable([new("developer", new Price(1_000, 10_000)), new("*", new Price(0, 0))]);

        var result = await Endless(new Budget { Cost = 21m }, prices);

        Assert.That((result.Stop.Kind, result.Stop.Budget), Is.EqualTo((StopKind.BudgetSpent, "run.cost")));
        Assert.That(
            result.Usage.Cost,
            Is.EqualTo(0.2m * result.Transcript.Count(static turn => turn.Task.Role == "developer" && turn.Failure is null))
        );
    }

    [Test]
    public async Task Wall_time_is_working_time()
    {
        var time = new FakeTimeProvider();
        var worker = new ScriptedAgent("developer", async (_, token) =>
        {
            time.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(Timeout.Infinite, token);
            return "";
        });

        var result = await Desk.Run(
            _project,
            Desk.Files() with
            {
                Time = time,
                Budget = new Budget { WallTime = TimeSpan.FromMinutes(1) },
            },
            Desk.Worker(worker)
        );

        Assert.That((result.Stop.Kind, result.Stop.Budget), Is.EqualTo((StopKind.BudgetSpent, "run.wallTime")));
    }

    [Test]
    public async Task An_agents_own_budget_ends_its_part_and_names_the_agent()
    {
        var result = await Endless(new Budget(), reviewer: new Budget { ModelCalls = 1 });

        Assert.That(
            (result.Stop.Kind, result.Stop.Budget),
            Is.EqualTo((StopKind.BudgetSpent, "agent reviewer.modelCalls")),
            result.Stop.Message
        );
        Assert.That(result.Stop.Message, Does.Contain("no verdict from reviewer"));
        Assert.That(result.Notes.Select(static note => note.Text), Has.Some.Contains("agent reviewer.modelCalls"));
    }

    [Test]
    public async Task Tool_calls_of_a_turn_are_bounded_and_the_agents_are_told_at_half()
    {
        var model = new ScriptedModel(call =>
            call.Step < 50 && call.Task.Round == 1 ? ScriptedModel.Call(("blueprint_touch", [])) : ScriptedModel.Say("done")
        );
        var touched = 0;
        var agent = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions(
                "blueprint",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        () =>
                        {
                            _project.PutFile(new Artifact("all.md", $"{++touched}\n"));
                            return "ok";
                        },
                        "touch"
                    ),
                ]
            )
        );
        var reviewer = new ScriptedAgent("reviewer", turn =>
            turn.Number == 1 ? Desk.Verdict("request_changes", Desk.At("all.md", 1)) : Desk.Approve
        );
        var options = Desk.Files() with
        {
            TurnBudget = new Budget { ToolCalls = 4 },
            Budget = new Budget { ToolCalls = 8 },
        };
        var team = new BackendTeam([Desk.Worker(agent), Desk.Reviewer(reviewer)], options);

        var events = await team.RunStreamingAsync(new TeamRequest { Brief = Desk.Brief, Project = _project }).ToListAsync();

        var result = ((RunEnded)events[^1]).Result;
        Assert.That(touched, Is.EqualTo(4));
        Assert.That(result.Transcript[0].Failure!.Message, Is.EqualTo("The budget turn t0001.toolCalls is spent."));
        Assert.That(result.Transcript[0].ToolCalls, Has.Count.EqualTo(4));
        Assert.That(events.OfType<BudgetHalfSpent>().Single().Budget, Is.EqualTo("run.toolCalls: 4 of 8 spent"));
        Assert.That(reviewer.Views.First().Find("Budget"), Is.EqualTo("run.toolCalls: 4 of 8 spent"));
    }

    [Test]
    public async Task Tokens_are_counted_with_a_tokenizer_when_the_model_reports_none()
    {
        var worker = new ScriptedAgent("developer", _ =>
        {
            _project.PutFile(new Artifact("all.md", "x\n"));
            return "The quick brown fox jumps over the lazy dog.";
        }) { Usage = null };

        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(worker));

        Assert.That(result.Usage.Estimated, Is.True);
        Assert.That(result.Usage.OutputTokens, Is.EqualTo(10));
        Assert.That(result.Usage.InputTokens, Is.EqualTo(TokenCounter.Count(worker.Views.Single().Render())));
    }

    [Test]
    public void A_reservation_holds_in_every_scope_or_in_none()
    {
        var run = Ledger.ForRun(new Budget { ModelCalls = 3 });
        var agent = run.ForAgent("a", new Budget { ModelCalls = 2 });
        var turn = agent.ForTurn("t", new Budget { ModelCalls = 1 });
        var one = new Usage { ModelCalls = 1 };

        Assert.That(turn.Reserve(one), Is.Null);
        Assert.That(turn.Reserve(one)!.Budget, Is.EqualTo("turn t.modelCalls"));
        Assert.That(agent.Reserve(one), Is.Null);
        Assert.That(agent.Reserve(one)!.Budget, Is.EqualTo("agent a.modelCalls"));
        Assert.That(run.Reserve(one), Is.Null);
        Assert.That(run.Reserve(one)!.Budget, Is.EqualTo("run.modelCalls"));
        turn.Settle(Usage.None);
        Assert.That(run.Reserve(one), Is.Null, "what was set aside and not spent is free again");
    }
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Projects;
using Microsoft.Extensions.Time.Testing;

namespace BackendAgents.Tests.Coordination.Budgets;

/// <summary>
/// Bounds of one agent, inside those of the run: its rounds and its working time, also over sessions; and what is told at half.
/// </summary>
[CancelAfter(30_000)]
public sealed class AgentBudgetTests
{
    private TempFolder _runs = null!;

    [SetUp]
    public void SetUp() => _runs = new TempFolder();

    [TearDown]
    public void TearDown() => _runs.Dispose();

    private static ScriptedAgent NeverContent(string name = "reviewer")
    {
        var number = 0;
        return new ScriptedAgent(name, _ => Desk.Verdict("request_changes", Desk.At("all.md", 1, $"wrong {++number}")));
    }

    // Works for a minute a turn, by a clock that only it moves.
    private static ScriptedAgent Slow(BackendProject project, FakeTimeProvider time) => new("developer", turn =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            project.PutFile(new("all.md", $"v{Guid.NewGuid()}\nsecond\n"));
            return "done";
        });

    private static async Task<(TeamResult Result, List<TeamEvent> Events)> RunAsync(
        TeamOptions options,
        bool resume,
        Func<BackendProject, IReadOnlyList<TeamMember>> cast
    )
    {
        var project = new BackendProject();
        var events = await new BackendTeam(cast(project), options)
            .RunStreamingAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Resume = resume,
                    Project = project,
                }
            )
            .ToListAsync();
        return (((RunEnded)events[^1]).Result, events);
    }

    [Test]
    public async Task Rounds_of_an_agent_are_its_own()
    {
        var (result, events) = await RunAsync(
            Desk.Files() with
            {
                NoProgress = new() { SameFindings = 100, Escalations = [] },
            },
            false,
            static project => [Desk.Worker(Desk.Writer(project)) with { Budget = new Budget { Rounds = 4 } }, Desk.Reviewer(NeverContent())]
        );

        Assert.That((result.Stop.Kind, result.Stop.Budget), Is.EqualTo((StopKind.BudgetSpent, "agent developer.rounds")));
        Assert.That(result.Transcript.Count(static turn => turn.Task.Role == "developer"), Is.EqualTo(4));
        Assert.That(
            events.OfType<BudgetHalfSpent>().Select(static half => half.Budget),
            Is.EqualTo(new[] { "agent developer.rounds: 2 of 4 spent" }),
            "told once"
        );
    }

    [Test]
    public async Task Working_time_of_an_agent_ends_its_part_also_when_the_run_was_resumed()
    {
        var time = new FakeTimeProvider();
        TeamOptions Options(int rounds) =>
            Desk.Files(_runs.Path) with
            {
                Time = time,
                Budget = new Budget { Rounds = rounds },
                NoProgress = new() { SameFindings = 100, Escalations = [] },
            };
        IReadOnlyList<TeamMember> Cast(BackendProject project) =>
            [
                Desk.Worker(Slow(project, time)) with
                {
                    Budget = new Budget { WallTime = TimeSpan.FromMinutes(5.5) },
                },
                Desk.Reviewer(NeverContent()),
            ];

        var (first, _) = await RunAsync(Options(rounds: 3), false, Cast);
        time.Advance(TimeSpan.FromDays(2));
        var (second, events) = await RunAsync(Options(rounds: 100), true, Cast);

        Assert.That((first.Stop.Budget, second.Stop.Budget), Is.EqualTo(("run.rounds", "agent developer.wallTime")), second.Stop.Message);
        Assert.That(
            second.Transcript.Count(static turn => turn.Task.Role == "developer" && turn.Failure is null),
            Is.EqualTo(5),
            "three before and two after; days in which nobody worked cost nothing"
        );
        Assert.That(
            events.OfType<BudgetHalfSpent>().Select(static half => half.Budget),
            Has.Some.EqualTo("agent developer.wallTime: 180 of 330 s spent")
        );
    }

    [Test]
    public async Task At_half_of_the_runs_rounds_and_time_all_are_told()
    {
        var time = new FakeTimeProvider();
        var reviewer = NeverContent();
        var options = Desk.Files() with
        {
            Time = time,
            Budget = new Budget { Rounds = 4, WallTime = TimeSpan.FromMinutes(7) },
            NoProgress = new() { SameFindings = 100, Escalations = [] },
        };

        var (result, events) = await RunAsync(options, false, project => [Desk.Worker(Slow(project, time)), Desk.Reviewer(reviewer)]);

        Assert.That(result.Stop.Budget, Is.EqualTo("run.rounds"));
        Assert.That(
            events.OfType<BudgetHalfSpent>().Select(static half => half.Budget),
            Is.EqualTo(new[] { "run.rounds: 2 of 4 spent", "run.wallTime: 240 of 420 s spent" })
        );
        Assert.That(
            reviewer.Views.Select(static view => view.Find("Budget")),
            Is.EqualTo(
                new[]
                {
                    null,
                    "run.rounds: 2 of 4 spent",
                    "run.rounds: 3 of 4 spent",
                    "run.rounds: 4 of 4 spent\nrun.wallTime: 240 of 420 s spent",
                }
            )
        );
    }

    [Test]
    public async Task A_model_without_a_price_is_said_once()
    {
        var prices = new PriceTable([new("developer", new Price(1, 1))]);

        var (result, _) = await RunAsync(
            Desk.Files() with
            {
                Prices = prices,
                NoProgress = new() { SameFindings = 100, Escalations = [] },
                Budget = new Budget { Rounds = 3, Cost = 1_000 },
            },
            false,
            static project => [Desk.Worker(Desk.Writer(project)), Desk.Reviewer(NeverContent())]
        );

        Assert.That(
            result
                .Notes.Select(static note => note.Text)
                .Where(static text => text.StartsWith("The price table", StringComparison.Ordinal)),
            Is.EqualTo(
                new[]
                {
                    "The price table has nothing for the model '(not named)' of reviewer: its calls count as free, and a "
                        + "bound on cost does not bound them. Add it, or '*' for all others.",
                }
            )
        );
    }

    [Test]
    public async Task An_agent_whose_own_tools_are_not_seen_is_named_where_calls_need_approval()
    {
        var kernelAgent = new ScriptedModel(static _ => ScriptedModel.Say(Desk.Approve)).Agent("reviewer");

        var (result, _) = await RunAsync(Desk.Files() with { NeedsApproval = static _ => true }, false, project =>
            [Desk.Worker(Desk.Writer(project)), Desk.Reviewer(kernelAgent)]
        );

        Assert.That(
            result.Notes.Select(static note => note.Text).Where(static text => text.Contains("need no approval", StringComparison.Ordinal)),
            Has.One.Items.And.One.StartsWith("developer is no kernel agent")
        );
    }
}

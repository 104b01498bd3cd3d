using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Journal;

/// <summary>Whoever resumes a run that ended badly wants it tried again; and what it then did is replayed without a difference.</summary>
public sealed class ResumedEndTests
{
    private TempFolder _runs = null!;

    [SetUp]
    public void SetUp() => _runs = new TempFolder();

    [TearDown]
    public void TearDown() => _runs.Dispose();

    private TeamOptions Options => Desk.Files(_runs.Path);

    private static ScriptedAgent Broken(string name) => new(name, _ => throw new InvalidOperationException("out of order"));

    // Each session has its own project and agents, as in another process.
    private static Task<TeamResult> RunAsync(bool resume, TeamOptions options, Func<BackendProject, IReadOnlyList<TeamMember>> cast)
    {
        var project = new BackendProject();
        return new BackendTeam(cast(project), options).RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Resume = resume,
                Project = project,
            }
        );
    }

    private static async Task ReplaysAsync(TeamResult result, TeamOptions options, Func<BackendProject, IReadOnlyList<TeamMember>> cast)
    {
        var project = new BackendProject();
        var replay = await new BackendTeam(cast(project), options).ReplayAsync(result.JournalPath!, project);

        Assert.That(replay.Divergence, Is.Null);
        Assert.That(
            (replay.Result.Stop.Kind, replay.Result.Artifacts.Hash, replay.Result.Transcript.Count),
            Is.EqualTo((result.Stop.Kind, result.Artifacts.Hash, result.Transcript.Count))
        );
    }

    [Test]
    public async Task A_worker_that_failed_is_asked_again_after_a_resume_and_may_fail_again()
    {
        static IReadOnlyList<TeamMember> Down(BackendProject project) => [Desk.Worker(Broken("developer")), Desk.Reviewer(Desk.Approver())];
        static IReadOnlyList<TeamMember> Up(BackendProject project) => [Desk.Worker(Desk.Writer(project)), Desk.Reviewer(Desk.Approver())];

        var first = await RunAsync(false, Options, Down);
        var second = await RunAsync(true, Options, Down);
        var third = await RunAsync(true, Options, Up);

        Assert.That((first.Stop.Kind, second.Stop.Kind), Is.EqualTo((StopKind.Failed, StopKind.Failed)), second.Stop.Message);
        Assert.That(second.Transcript, Has.Count.EqualTo(first.Transcript.Count * 2), "it was tried as often again");
        Assert.That(third.Approved, Is.True, third.Stop.Message);
        await ReplaysAsync(third, Options, Up);
    }

    [Test]
    public async Task A_failed_run_that_was_not_resumed_replays_as_failed()
    {
        static IReadOnlyList<TeamMember> Down(BackendProject project) => [Desk.Worker(Broken("developer"))];

        await ReplaysAsync(await RunAsync(false, Options, Down), Options, Down);
    }

    [Test]
    public async Task A_reviewer_that_failed_is_asked_again_after_a_resume()
    {
        static IReadOnlyList<TeamMember> Cast(BackendProject project, AIAgent strict) =>
            [Desk.Worker(Desk.Writer(project)), Desk.Reviewer(Desk.Approver("kind")), Desk.Reviewer(strict)];

        var first = await RunAsync(false, Options, project => Cast(project, Broken("strict")));
        var second = await RunAsync(true, Options, project => Cast(project, Desk.Approver("strict")));

        Assert.That((first.Stop.Kind, second.Stop.Kind), Is.EqualTo((StopKind.NotHeard, StopKind.Approved)), second.Stop.Message);
        Assert.That(first.Stop.Message, Does.Contain("strict failed last (error): InvalidOperationException: out of order"));
        Assert.That(
            second.Transcript.Where(static turn => !turn.Replayed).Select(static turn => turn.Task.Role),
            Is.EqualTo(new[] { "strict" })
        );
        await ReplaysAsync(second, Options, project => Cast(project, Desk.Approver("strict")));
    }

    [Test]
    public async Task Work_that_stood_still_is_tried_again_after_a_resume()
    {
        var options = Options with { NoProgress = new NoProgressPolicy { Escalations = [] } };
        static IReadOnlyList<TeamMember> Idle(BackendProject project) =>
            [Desk.Worker(new ScriptedAgent("developer", _ => "I would rather not."))];
        static IReadOnlyList<TeamMember> Busy(BackendProject project) => [Desk.Worker(Desk.Writer(project))];

        var first = await RunAsync(false, options, Idle);
        var second = await RunAsync(true, options, Busy);

        Assert.That((first.Stop.Kind, second.Stop.Kind), Is.EqualTo((StopKind.NoProgress, StopKind.Approved)), second.Stop.Message);
        Assert.That(first.Stop.Message, Does.Contain("developer said last: I would rather not."));
        await ReplaysAsync(second, options, Busy);
    }

    [Test]
    public async Task A_turn_that_a_budget_cut_goes_on_where_it_was_once_there_is_more()
    {
        var made = new List<int>();
        IReadOnlyList<TeamMember> Cast(BackendProject project)
        {
            var model = new ScriptedModel(call =>
                call.Step < 5 ? ScriptedModel.Call(("bank_pay", new() { ["amount"] = call.Step })) : ScriptedModel.Say("done")
            );
            return
            [
                Desk.Worker(
                    model.Agent(
                        "developer",
                        KernelPluginFactory.CreateFromFunctions(
                            "bank",
                            [
                                KernelFunctionFactory.CreateFromMethod(
                                    (int amount) =>
                                    {
                                        made.Add(amount);
                                        project.PutFile(new Artifact("all.md", $"{amount}\n"));
                                        return "paid";
                                    },
                                    "pay"
                                ),
                            ]
                        )
                    )
                ),
            ];
        }

        TeamOptions With(int calls) => Options with { Budget = new Budget { ModelCalls = calls } };

        var first = await RunAsync(false, With(3), Cast);
        var paid = made.Count;
        var same = await RunAsync(true, With(3), Cast);
        Assert.That(
            (first.Stop.Budget, same.Stop.Budget, made.Count),
            Is.EqualTo(("run.modelCalls", "run.modelCalls", paid)),
            "no more budget, no more calls"
        );
        var more = await RunAsync(true, With(20), Cast);

        Assert.That(more.Approved, Is.True, more.Stop.Message);
        Assert.That(made, Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That((more.Transcript.Count, more.Usage.ModelCalls, more.Usage.ToolCalls), Is.EqualTo((1, 6, 5)));
        await ReplaysAsync(more, With(20), Cast);
    }

    [Test]
    public async Task Rounds_that_are_raised_before_a_resume_are_used()
    {
        static IReadOnlyList<TeamMember> Cast(BackendProject project) =>
            [
                Desk.Worker(Desk.Writer(project)),
                Desk.Reviewer(
                    new ScriptedAgent("reviewer", turn =>
                        turn.View.Find("Changes")?.Contains("+v4", StringComparison.Ordinal) == true
                            ? Desk.Approve
                            : Desk.Verdict("request_changes", Desk.At("all.md", 1, $"wrong {turn.Number}"))
                    )
                ),
            ];

        // The writer counts its own turns, so it is one and the same over both sessions.
        var project = new BackendProject();
        var team = new BackendTeam(Cast(project), Options with { Budget = new Budget { Rounds = 2 } });
        var first = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );
        var second = await team.RunAsync(
            new TeamRequest
            {
                RunId = "r",
                Resume = true,
                Project = project,
                Options = Options with { Budget = new Budget { Rounds = 9 } },
            }
        );

        Assert.That((first.Stop.Budget, second.Stop.Kind), Is.EqualTo(("run.rounds", StopKind.Approved)), second.Stop.Message);
        Assert.That(second.Transcript.Count(static turn => turn.Replayed), Is.EqualTo(first.Transcript.Count));
    }

    [Test]
    public async Task A_reviewer_whose_own_budget_is_spent_is_out_in_the_replay_as_well()
    {
        var options = Options with { Quorum = Quorum.Of(1) };
        static IReadOnlyList<TeamMember> Cast(BackendProject project) =>
            [
                Desk.Worker(Desk.Writer(project)),
                Desk.Reviewer(
                    new ScriptedAgent("strict", static turn =>
                        turn.Number == 1 ? Desk.Verdict("request_changes", Desk.At("all.md", 1, "wrong")) : Desk.Approve
                    )
                ),
                Desk.Reviewer(Desk.Approver("poor")) with
                {
                    Budget = new Budget { ModelCalls = 1 },
                },
            ];

        var result = await RunAsync(false, options, Cast);

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Notes.Select(static note => note.Text), Has.Some.Contains("agent poor.modelCalls"));
        await ReplaysAsync(result, options, Cast);
    }
}

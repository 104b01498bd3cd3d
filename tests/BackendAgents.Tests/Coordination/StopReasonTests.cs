using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Tests.Coordination;

public sealed class StopReasonTests
{
    private BackendProject _project = null!;

    [SetUp]
    public void SetUp() => _project = new BackendProject();

    [Test]
    public async Task Approved_when_the_reviewer_approves_these_bytes()
    {
        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(Desk.Writer(_project)), Desk.Reviewer(Desk.Approver()));

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Approved));
        Assert.That(result.Verdicts.Single().ArtifactsHash, Is.EqualTo(_project.Current.Artifacts.Hash));
        Assert.That(result.Verdicts.Single().Valid, Is.True);
        Assert.That(result.Transcript.Select(turn => turn.Task.Id), Is.EqualTo(new[] { "t0001", "t0002" }));
        Assert.That(result.Usage.ModelCalls, Is.EqualTo(2));
        Assert.That(result.Usage.InputTokens, Is.EqualTo(200));
        Assert.That(result.Stop.Undone, Is.Empty);
    }

    [Test]
    public async Task A_demanded_change_goes_to_the_worker_and_then_only_the_difference_to_the_reviewer()
    {
        var reviewer = new ScriptedAgent("security", turn =>
            turn.Number == 1 ? Desk.Verdict("request_changes", Desk.At("all.md", 1, "no lock")) : Desk.Approve
        );
        var worker = Desk.Writer(_project);

        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(worker), Desk.Reviewer(reviewer, Area.Security));

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        var revise = worker.Views.Last();
        Assert.That(revise.Task!.Kind, Is.EqualTo(BackendAgents.Coordination.Views.TaskKind.Revise));
        Assert.That(revise.Findings.Single().Message, Is.EqualTo("no lock"));
        Assert.That(revise.Findings.Single().Key, Is.EqualTo("REVIEW|all.md:1"));
        Assert.That(reviewer.Views.First().Find("Changes"), Is.EqualTo("+++ all.md\nv1\nsecond"));
        Assert.That(reviewer.Views.Last().Find("Changes"), Is.EqualTo("+++ all.md\n@@ -1,1 +1,1 @@\n-v1\n+v2"));
    }

    [TestCase("", "People publish posts and comment on them. An editor sees the best posts.")]
    [TestCase("An editor sees the best posts.", "People publish posts and comment on them.")]
    [TestCase("People publish posts and comment on them. An editor sees the best posts.")]
    [TestCase("People publish posts|and comment on them|The editor sees best posts")]
    public async Task Incomplete_names_what_nobody_noted_of_the_brief(string noted, string? unnoted = null)
    {
        var told = new List<string>();
        var worker = new ScriptedAgent("developer", _ =>
        {
            var requirements = noted
                .Split(['.', '|'], StringSplitOptions.RemoveEmptyEntries)
                .Select(
                    static (text, at) =>
                        new Requirement
                        {
                            Id = $"requirement-{at + 1}",
                            Text = text.Trim() + ".",
                            Reason = "Not yet.",
                        }
                );
            var edit = _project.Replace(BlueprintYaml.Write(SampleBlueprints.Social() with { Requirements = [.. requirements] }));
            told.AddRange(edit.Notes.Select(static note => note.Message));
            return "All of it is done.";
        });
        var team = new BackendTeam([Desk.Worker(worker), Desk.Reviewer(Desk.Approver())], Desk.Files());

        var result = await team.RunAsync(
            new TeamRequest { Brief = "People publish posts and comment on them. An editor sees the best posts.", Project = _project }
        );

        var expected = (unnoted ?? "").Split(". ", StringSplitOptions.RemoveEmptyEntries).Select(static text => text.TrimEnd('.') + ".");
        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Incomplete), result.Stop.Message);
        Assert.That(
            result.Stop.Undone.Where(static line => line.EndsWith("No requirement notes it.", StringComparison.Ordinal)),
            Is.EqualTo(expected.Select(static text => $"open: \"{text}\" No requirement notes it."))
        );
        Assert.That(
            told.Where(static note => note.StartsWith("No requirement", StringComparison.Ordinal)),
            Is.EqualTo(expected.Select(static text => $"No requirement notes this of the brief: \"{text}\""))
        );
    }

    [Test]
    public async Task Incomplete_when_a_worker_cites_the_nearest_entity_for_everything()
    {
        (RequirementKind Kind, string Text, string Named)[] brief =
        [
            (RequirementKind.Data, "A post has a title and a geolocation.", "'a geolocation'"),
            (RequirementKind.Technology, "Posts go to Kafka.", "the technology 'kafka'"),
            (RequirementKind.Quality, "It serves 900 requests a second.", "the figure '900 requests'"),
            (RequirementKind.Quality, "Posts are kept for 11 years.", "the figure '11 years'"),
            (RequirementKind.Interface, "GET /feed/{id} gives a post.", "the call GET /feed/{id}"),
            (RequirementKind.Data, "A post cannot be published twice.", "what 'cannot' asks for"),
        ];
        var lies = brief.Select(
            static (said, i) =>
                new Requirement
                {
                    Id = $"requirement-{i}",
                    Text = said.Text,
                    Kind = said.Kind,
                    State = RequirementState.Placed,
                    Proof = ["entity post"],
                }
        );
        var worker = new ScriptedAgent("developer", _ =>
        {
            _project.Replace(BlueprintYaml.Write(SampleBlueprints.Social() with { Requirements = [.. lies] }));
            return "All of it is done.";
        });

        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(worker), Desk.Reviewer(Desk.Approver()));

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Incomplete), result.Stop.Message);
        // The sentence of the brief itself was not noted at all.
        Assert.That(result.Stop.Undone, Has.Count.EqualTo(brief.Length + 1));
        Assert.That(result.Stop.Undone, Has.Some.EqualTo($"open: \"{Desk.Brief}\" No requirement notes it."));
        foreach (var (_, text, named) in brief)
            Assert.That(result.Stop.Undone, Has.Some.StartsWith($"open: \"{text}\"").And.Contain(named));
    }

    [Test]
    public async Task Budget_spent_names_the_budget_and_what_is_undone()
    {
        var worker = new ScriptedAgent("developer", turn =>
        {
            _project.PutFile(new Artifact("all.md", $"{turn.Number}\n"));
            return "done";
        });
        var number = 0;
        var reviewer = new ScriptedAgent("reviewer", _ => Desk.Verdict("request_changes", Desk.At("all.md", 1, $"wrong {++number}")));

        var result = await Desk.Run(
            _project,
            Desk.Files() with
            {
                Budget = new Budget { Rounds = 3 },
            },
            Desk.Worker(worker),
            Desk.Reviewer(reviewer)
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.BudgetSpent));
        Assert.That(result.Stop.Budget, Is.EqualTo("run.rounds"));
        Assert.That(result.Stop.Undone, Is.EqualTo(new[] { "REVIEW at all.md:1: wrong 3" }));
        Assert.That(worker.Turns, Is.EqualTo(3));
        Assert.That(worker.Views.Last().Find("Budget"), Is.EqualTo("run.rounds: 3 of 3 spent"));
        Assert.That(worker.Views.First().Find("Budget"), Is.Null);
        Assert.That(result.Artifacts.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task No_progress_when_nothing_changes()
    {
        var worker = new ScriptedAgent("developer", turn =>
        {
            if (turn.Number == 1)
                _project.PutFile(new Artifact("all.md", "x\n"));
            return "I did my best.";
        });
        var reviewer = new ScriptedAgent("reviewer", _ => Desk.Verdict("request_changes", Desk.At("all.md", 1)));

        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(worker), Desk.Reviewer(reviewer));

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.NoProgress));
        Assert.That(result.Stop.Message, Does.Contain("the same artifacts with the same findings 3 times in a row"));
        Assert.That(reviewer.Turns, Is.EqualTo(1), "the same bytes are not judged twice");
        Assert.That(worker.Turns, Is.EqualTo(3));
    }

    [TestCase(2)]
    [TestCase(3)]
    public async Task No_progress_when_the_work_goes_in_circles(int period)
    {
        var worker = new ScriptedAgent("developer", turn =>
        {
            _project.PutFile(new Artifact("all.md", $"{turn.Number % period}\n"));
            return "changed it";
        });
        var reviewer = new ScriptedAgent("reviewer", turn => Desk.Verdict("request_changes", Desk.At("all.md", 1, "m")));
        var options = Desk.Files() with
        {
            NoProgress = new NoProgressPolicy { Escalations = [], SameFindings = 100 },
        };

        var result = await Desk.Run(
            _project,
            options with
            {
                Budget = new Budget { Rounds = 50 },
            },
            Desk.Worker(worker),
            Desk.Reviewer(reviewer)
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.NoProgress));
        Assert.That(result.Stop.Message, Does.Contain($"circles of {period} states"));
        Assert.That(result.Transcript, Has.Count.LessThan(30));
    }

    [Test]
    public async Task Needs_input_with_the_question_and_is_resumed_with_the_answer_in_another_team()
    {
        using var runs = new TempFolder();
        ScriptedAgent Worker(BackendProject project) => new("developer", turn =>
            {
                project.PutFile(new Artifact("all.md", turn.View.Find("Answers") ?? "nothing"));
                return turn.View.Find("Answers") is null ? "I must know.\n```json\n{\"questions\":[\"Which currency?\"]}\n```" : "done";
            });
        var reviewer = new ScriptedAgent("reviewer", turn =>
            turn.View.Find("Changes")!.Contains("euro", StringComparison.Ordinal)
                ? Desk.Approve
                : Desk.Verdict("request_changes", Desk.At("all.md", 1))
        );

        var asked = await new BackendTeam([Desk.Worker(Worker(_project)), Desk.Reviewer(reviewer)], Desk.Files(runs.Path)).RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "q",
                Project = _project,
            }
        );

        Assert.That(asked.Stop.Kind, Is.EqualTo(StopKind.NeedsInput));
        var question = asked.Stop.Questions.Single();
        Assert.That(question.Text, Is.EqualTo("Which currency?"));

        var later = new BackendProject();
        var worker = Worker(later);
        var result = await new BackendTeam([Desk.Worker(worker), Desk.Reviewer(reviewer)], Desk.Files(runs.Path)).RunAsync(
            new TeamRequest
            {
                RunId = "q",
                Resume = true,
                Project = later,
                Answers = [new Answer(question.Id, "euro")],
            }
        );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Artifacts.Find("all.md")!.Content, Is.EqualTo("{\"question\":\"Which currency?\",\"answer\":\"euro\"}"));
        Assert.That(worker.Turns, Is.EqualTo(1), "the first turn came from the journal");
        Assert.That(result.Transcript[0].Replayed, Is.True);
    }

    [Test]
    public async Task Cancelled_at_once_although_everybody_ignores_the_token()
    {
        using var cancel = new CancellationTokenSource();
        var forever = new TaskCompletionSource<string>();
        var inside = new TaskCompletionSource();
        var reviewer = new ScriptedAgent("reviewer", (_, _) =>
        {
            inside.TrySetResult();
            return forever.Task;
        });
        var running = new BackendTeam([Desk.Worker(Desk.Writer(_project)), Desk.Reviewer(reviewer)], Desk.Files()).RunAsync(
            new TeamRequest { Brief = Desk.Brief, Project = _project },
            cancel.Token
        );
        await inside.Task;

        await cancel.CancelAsync();
        var result = await running.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        Assert.That(result.Artifacts.Count, Is.EqualTo(1), "what there is is returned");
        Assert.That(result.Transcript, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Failed_with_the_cause_when_the_worker_keeps_throwing()
    {
        var worker = new ScriptedAgent("developer", _ => throw new InvalidOperationException("out of ideas"));

        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(worker), Desk.Reviewer(Desk.Approver()));

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(result.Stop.Message, Does.Contain("out of ideas"));
        Assert.That(worker.Turns, Is.EqualTo(2));
        Assert.That(result.Transcript.Select(turn => turn.Failure!.Kind), Is.All.EqualTo("error"));
    }

    [Test]
    public async Task A_fallback_takes_over_from_a_worker_that_fails()
    {
        var broken = new ScriptedAgent("developer", _ => throw new InvalidOperationException("broken"));
        var other = Desk.Writer(_project, name: "other");

        var result = await Desk.Run(_project, Desk.Files(), Desk.Worker(broken) with { Fallback = other }, Desk.Reviewer(Desk.Approver()));

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That((broken.Turns, other.Turns), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task The_last_event_is_the_end_and_who_stops_listening_ends_the_run()
    {
        var team = new BackendTeam([Desk.Worker(Desk.Writer(_project)), Desk.Reviewer(Desk.Approver())], Desk.Files());

        var events = new List<TeamEvent>();
        await foreach (var happened in team.RunStreamingAsync(new TeamRequest { Brief = Desk.Brief, Project = _project }))
            events.Add(happened);

        Assert.That(events[0], Is.TypeOf<RunStarted>());
        Assert.That(events[^1], Is.TypeOf<RunEnded>());
        Assert.That(events.OfType<VerdictGiven>().Single().Verdict.Reviewer, Is.EqualTo("reviewer"));

        var (working, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var hanging = new ScriptedAgent("developer", async (_, token) =>
        {
            token.Register(cancelled.SetResult);
            working.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "";
        });
        await foreach (
            var happened in new BackendTeam([Desk.Worker(hanging)], Desk.Files()).RunStreamingAsync(new TeamRequest { Brief = Desk.Brief })
        )
        {
            if (happened is not TurnStarted)
                continue;
            await working.Task;
            break;
        }

        Assert.That(cancelled.Task.IsCompleted, Is.True);
    }

    [TestCase("", null, "The brief is empty")]
    [TestCase("x", "../up", "A run id is made of")]
    [TestCase("x", ".hidden", "A run id is made of")]
    public void A_request_that_makes_no_sense_is_refused(string brief, string? id, string message)
    {
        var team = new BackendTeam([Desk.Worker(Desk.Writer(_project))], Desk.Files());

        Assert.That(
            () => team.RunAsync(new TeamRequest { Brief = brief, RunId = id }),
            Throws.ArgumentException.With.Message.StartsWith(message)
        );
    }
}

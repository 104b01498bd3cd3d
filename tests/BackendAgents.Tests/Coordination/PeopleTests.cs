using BackendAgents.Coordination;
using BackendAgents.Coordination.Progress;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination;

public sealed class PeopleTests
{
    private TempFolder _runs = null!;
    private List<string> _paid = null!;

    [SetUp]
    public void SetUp()
    {
        _runs = new TempFolder();
        _paid = [];
    }

    [TearDown]
    public void TearDown() => _runs.Dispose();

    // A new team, project and model each time: as in another process, days later.
    private (BackendTeam Team, BackendProject Project, ScriptedModel Model) NewTeam(
        Func<ScriptedCall, Microsoft.Extensions.AI.ChatMessage> script,
        TeamOptions? options = null
    )
    {
        var project = new BackendProject();
        var model = new ScriptedModel(script);
        var agent = model.Agent(
            "developer",
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
            ),
            KernelPluginFactory.CreateFromFunctions(
                "bank",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        (int amount) =>
                        {
                            _paid.Add(amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
                            return "paid";
                        },
                        "pay"
                    ),
                ]
            )
        );
        options ??= Desk.Files(_runs.Path) with { NeedsApproval = static call => call.Function == "bank-pay" };
        return (new BackendTeam([TeamMember.Worker(agent)], options), project, model);
    }

    private static Microsoft.Extensions.AI.ChatMessage Paying(ScriptedCall call) =>
        call.Step switch
        {
            0 => ScriptedModel.Call(("blueprint_put", new() { ["text"] = "plan" })),
            1 => ScriptedModel.Call(("bank_pay", new() { ["amount"] = 5 })),
            _ => ScriptedModel.Say(call.Results[^1]),
        };

    [Test]
    public async Task A_call_waits_for_approval_and_is_made_once_when_it_comes_from_another_process()
    {
        var (team, project, _) = NewTeam(Paying);
        var asked = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );

        Assert.That(asked.Stop.Kind, Is.EqualTo(StopKind.NeedsInput));
        Assert.That(_paid, Is.Empty);
        var question = asked.Stop.Questions.Single();
        Assert.That(question.Call, Is.EqualTo(new PendingCall("bank-pay", "{\"amount\":5}", project.Current.Artifacts.Hash)));

        var (later, again, model) = NewTeam(Paying);
        var still = await later.RunAsync(
            new TeamRequest
            {
                RunId = "r",
                Resume = true,
                Project = again,
            }
        );
        Assert.That(still.Stop.Kind, Is.EqualTo(StopKind.NeedsInput), "an unanswered question is asked again");
        Assert.That(still.Stop.Questions.Single().Id, Is.EqualTo(question.Id));

        (later, again, model) = NewTeam(Paying);
        var result = await later.RunAsync(
            new TeamRequest
            {
                RunId = "r",
                Resume = true,
                Project = again,
                Answers = [new Answer(question.Id, "yes") { By = "ann" }],
            }
        );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(_paid, Is.EqualTo(new[] { "5" }));
        Assert.That(model.Calls, Is.EqualTo(1), "only what comes after the call was asked of the model");
        Assert.That(result.Transcript.Single().Text, Is.EqualTo("paid"));
    }

    [Test]
    public async Task A_refusal_is_told_to_the_model_and_the_call_is_not_made()
    {
        var (team, project, _) = NewTeam(Paying);
        var asked = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );

        var (later, again, _) = NewTeam(Paying);
        var result = await later.RunAsync(
            new TeamRequest
            {
                RunId = "r",
                Resume = true,
                Project = again,
                Answers = [new Answer(asked.Stop.Questions[0].Id, "too dear")],
            }
        );

        Assert.That(result.Transcript.Single().Text, Is.EqualTo("Refused by a person: too dear"));
        Assert.That(_paid, Is.Empty);
    }

    [Test]
    public async Task An_approval_holds_for_these_arguments_and_bytes_only()
    {
        var (team, project, _) = NewTeam(Paying);
        var asked = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );
        var yes = new Answer(asked.Stop.Questions[0].Id, "yes");

        var (other, otherProject, _) = NewTeam(static call =>
            call.Step switch
            {
                0 => ScriptedModel.Call(("blueprint_put", new() { ["text"] = "plan" })),
                1 => ScriptedModel.Call(("bank_pay", new() { ["amount"] = 5000 })),
                _ => ScriptedModel.Say("done"),
            }
        );
        var result = await other.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "other",
                Project = otherProject,
                Answers = [yes],
            }
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.NeedsInput));
        Assert.That(_paid, Is.Empty);
    }

    [Test]
    public async Task Somebody_at_hand_answers_at_once_and_the_journal_remembers()
    {
        static Microsoft.Extensions.AI.ChatMessage Asking(ScriptedCall call) =>
            call.Step switch
            {
                0 => ScriptedModel.Call(("people_ask", new() { ["question"] = "Which colour?", ["choices"] = "red|blue" })),
                1 => ScriptedModel.Call(("blueprint_put", new() { ["text"] = call.Results[0] })),
                _ => ScriptedModel.Say("done"),
            };
        Question? heard = null;
        var options = Desk.Files(_runs.Path) with
        {
            Person = (question, _) =>
            {
                heard = question;
                return ValueTask.FromResult<Answer?>(new Answer(question.Id, "blue"));
            },
        };
        var (team, project, _) = NewTeam(Asking, options);

        var result = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(heard!.Text, Is.EqualTo("Which colour?"));
        Assert.That(heard.Choices, Is.EqualTo(new[] { "red", "blue" }));
        Assert.That(project.Current.Artifacts.Find("all.md")!.Content, Is.EqualTo("blue\n"));

        var report = await NewTeam(Asking, Desk.Files(_runs.Path)).Team.ReplayAsync(result.JournalPath!);
        Assert.That(report.Divergence, Is.Null);
        Assert.That(report.Result.Artifacts.Hash, Is.EqualTo(result.Artifacts.Hash));
    }

    [Test]
    public async Task A_person_is_asked_when_work_stands_still_and_may_end_it()
    {
        var options = Desk.Files(_runs.Path) with { NoProgress = new NoProgressPolicy { Escalations = [Escalation.Person] } };
        static Microsoft.Extensions.AI.ChatMessage Idle(ScriptedCall call) => ScriptedModel.Say("thinking");
        var (team, project, _) = NewTeam(Idle, options);
        var asked = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );

        Assert.That(asked.Stop.Kind, Is.EqualTo(StopKind.NeedsInput));
        Assert.That(asked.Stop.Questions.Single().Text, Does.StartWith("The work makes no progress"));

        var (later, again, _) = NewTeam(Idle, options);
        var ended = await later.RunAsync(
            new TeamRequest
            {
                RunId = "r",
                Resume = true,
                Project = again,
                Answers = [new Answer(asked.Stop.Questions[0].Id, "stop")],
            }
        );

        Assert.That(ended.Stop.Kind, Is.EqualTo(StopKind.NoProgress));
    }
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Teams;
using BackendAgents.Engineering.Artifacts;
using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Teams;

public sealed class CompositionTests
{
    private static BackendTeam Team() => new([Desk.Worker(new ScriptedAgent("developer", static turn =>
                    {
                        TurnContext.Current!.Project.PutFile(new Artifact("all.md", turn.View.Find("Brief")! + "\n"));
                        return "done";
                    })), Desk.Reviewer(Desk.Approver())], Desk.Files(), "house-team");

    [Test]
    public async Task A_team_is_an_agent()
    {
        AIAgent agent = Team().AsAIAgent();

        var response = await agent.RunAsync("A library of books.");

        var result = TeamAgent.ResultOf(response)!;
        Assert.That(result.Approved, Is.True);
        Assert.That(result.Artifacts.Find("all.md")!.Content, Is.EqualTo("A library of books.\n"));
        Assert.That(response.Text, Does.StartWith("Approved: "));
        Assert.That(response.Usage!.InputTokenCount, Is.EqualTo(200));
        Assert.That((agent.Id, agent.Name), Is.EqualTo(("house-team", "house-team")), "the id is the same in every process");
    }

    [Test]
    public async Task A_team_streams_what_happens_and_ends_with_the_result()
    {
        var updates = await Team().AsAIAgent().RunStreamingAsync("A library of books.").ToListAsync();

        var text = string.Concat(updates.Select(static update => update.Text));
        Assert.That(
            text,
            Does.StartWith("developer: design, round 1\nreviewer: review, round 1\nreviewer: approves\n").And.Contain("Approved: ")
        );
        Assert.That(
            updates.Any(static update => update.AdditionalProperties?[TeamAgent.ResultKey] is TeamResult { Approved: true }),
            Is.True
        );
    }

    [Test]
    public async Task A_team_is_a_kernel_function()
    {
        var kernel = new Kernel();
        kernel.Plugins.AddFromFunctions("teams", [Team().AsKernelFunction()]);

        var answer = await kernel.InvokeAsync<string>("teams", "build_backend", new KernelArguments { ["brief"] = "A library of books." });

        Assert.That(answer, Does.StartWith("Approved: "));
    }

    [Test]
    public async Task A_team_is_a_member_of_a_team()
    {
        var project = new Engineering.Projects.BackendProject();
        var inner = Team();
        var outer = new ScriptedAgent("outer", async (turn, token) =>
        {
            var response = await inner.AsAIAgent().RunAsync("inner: " + turn.View.Find("Brief"), cancellationToken: token);
            project.PutFile(TeamAgent.ResultOf(response)!.Artifacts.Find("all.md")!);
            return response.Text;
        });

        var result = await Desk.Run(project, Desk.Files(), Desk.Worker(outer));

        Assert.That(result.Approved, Is.True);
        Assert.That(result.Artifacts.Find("all.md")!.Content, Is.EqualTo($"inner: {Desk.Brief}\n"));
    }

    [Test]
    public async Task A_cancelled_team_is_a_cancelled_agent()
    {
        using var cancel = new CancellationTokenSource();
        var team = new BackendTeam([Desk.Worker(new ScriptedAgent("developer", async (_, token) =>
                    {
                        await cancel.CancelAsync();
                        await Task.Delay(Timeout.Infinite, token);
                        return "";
                    }))], Desk.Files());

        await Assert.ThatAsync(
            () => team.AsAIAgent().RunAsync("x", cancellationToken: cancel.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    // Asks two things at once, then says what was answered.
    private static BackendTeam Asking(string? runs) => new([Desk.Worker(new ScriptedAgent("developer", static turn =>
                    {
                        TurnContext.Current!.Project.PutFile(new Artifact("all.md", (turn.View.Find("Answers") ?? "") + "\n"));
                        return turn.View.Find("Answers") is null
                            ? "```json\n{\"questions\":[\"Which currency?\",\"Ship abroad?\"]}\n```"
                            : "done";
                    }))], Desk.Files(runs), "house-team");

    [TestCase("ask-t0001-1: euro\nask-t0001-2: never", "euro", "never")]
    [TestCase("Euro, and not abroad.", "Euro, and not abroad.", "Euro, and not abroad.")]
    public async Task The_next_message_of_a_session_answers_the_run_that_waits_also_after_the_session_was_stored(
        string said,
        string first,
        string second
    )
    {
        using var runs = new TempFolder();
        AIAgent agent = Asking(runs.Path).AsAIAgent();
        var session = await agent.CreateSessionAsync();
        var asked = TeamAgent.ResultOf(await agent.RunAsync("A shop.", session))!;
        var stored = await agent.SerializeSessionAsync(session);

        AIAgent later = Asking(runs.Path).AsAIAgent();
        session = await later.DeserializeSessionAsync(stored);
        var answered = TeamAgent.ResultOf(await later.RunAsync(said, session))!;
        var anew = TeamAgent.ResultOf(await later.RunAsync("Another shop.", session))!;

        Assert.That(asked.Stop.Kind, Is.EqualTo(StopKind.NeedsInput));
        Assert.That((answered.RunId, answered.Approved), Is.EqualTo((asked.RunId, true)), answered.Stop.Message);
        Assert.That(answered.Transcript.Where(static turn => turn.Replayed), Is.Not.Empty);
        Assert.That(
            System.IO.File.ReadAllText(answered.JournalPath!),
            Does.Contain($"\"questionId\":\"ask-t0001-1\",\"text\":\"{first}\"")
                .And.Contain($"\"questionId\":\"ask-t0001-2\",\"text\":\"{second}\"")
        );
        Assert.That(
            (anew.RunId == asked.RunId, anew.Stop.Kind),
            Is.EqualTo((false, StopKind.NeedsInput)),
            "then a message is a brief again"
        );
    }
}

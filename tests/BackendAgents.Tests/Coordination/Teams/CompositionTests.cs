using BackendAgents.Coordination;
using BackendAgents.Coordination.Teams;
using BackendAgents.Engineering.Artifacts;
using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Teams;

public sealed class CompositionTests
{
    private static BackendTeam Team() => new(
        [
            Desk.Worker(new ScriptedAgent("developer", static turn =>
            {
                TurnContext.Current!.Project.PutFile(new Artifact("all.md", turn.View.Find("Brief")! + "\n"));
                return "done";
            })),
            Desk.Reviewer(Desk.Approver()),
        ], Desk.Files(), "house-team");

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
        Assert.That(text, Does.StartWith("developer: design, round 1\nreviewer: review, round 1\nreviewer: approves\n").And.Contain("Approved: "));
        Assert.That(updates.Any(static update => update.AdditionalProperties?[TeamAgent.ResultKey] is TeamResult { Approved: true }), Is.True);
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

        await Assert.ThatAsync(() => team.AsAIAgent().RunAsync("x", cancellationToken: cancel.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}

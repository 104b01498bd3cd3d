using BackendAgents.Coordination;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination;

public sealed class ParallelRunsTests
{
    [Test]
    public async Task A_hundred_runs_at_once_share_agents_and_nothing_else()
    {
        using var runs = new TempFolder();
        var model = new ScriptedModel(
            async (call, token) =>
            {
                await Task.Yield();
                var brief = call.View.Find("Brief")!;
                return call.Step == 0
                    ? ScriptedModel.Call(("blueprint_put", new() { ["text"] = $"{brief} round {call.Task.Round}" }))
                    : ScriptedModel.Say("done " + brief);
            }
        );
        var worker = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions(
                "blueprint",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        (string text) =>
                        {
                            TurnContext.Current!.Project.PutFile(new Artifact("all.md", text + "\n"));
                            return "accepted";
                        },
                        "put"
                    ),
                ]
            )
        );
        var reviewer = new ScriptedAgent("reviewer", turn =>
            turn.Task.Round < 3 ? Desk.Verdict("request_changes", Desk.At("all.md", 1)) : Desk.Approve
        );
        var team = new BackendTeam(
            [TeamMember.Worker(worker), TeamMember.Reviewer(reviewer), TeamMember.Reviewer(Desk.Approver("second"), Area.Data)],
            Desk.Files(runs.Path)
        );

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(i =>
                    Task.Run(() =>
                        team.RunAsync(
                            new TeamRequest
                            {
                                Brief = $"brief {i}",
                                RunId = $"run-{i}",
                                Project = new BackendProject(),
                            }
                        )
                    )
                )
        );

        for (var i = 0; i < results.Length; i++)
        {
            Assert.That(results[i].Approved, Is.True, results[i].Stop.Message);
            Assert.That(results[i].Artifacts.Find("all.md")!.Content, Is.EqualTo($"brief {i} round 3\n"));
            Assert.That(
                results[i].Transcript.Where(static turn => turn.Task.Role == "developer").Select(static turn => turn.Text),
                Is.All.EqualTo($"done brief {i}")
            );
            Assert.That(results[i].Usage.ToolCalls, Is.EqualTo(3));
        }
    }
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Plugins;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Journal;

public sealed class ToolRecordTests
{
    private TempFolder _runs = null!;

    [SetUp]
    public void SetUp() => _runs = new TempFolder();

    [TearDown]
    public void TearDown() => _runs.Dispose();

    private static KernelPlugin Plugin(string name, string function, Delegate method) =>
        KernelPluginFactory.CreateFromFunctions(name, [KernelFunctionFactory.CreateFromMethod(method, function)]);

    [Test]
    public async Task One_yes_approves_one_call()
    {
        var paid = 0;
        BackendTeam Team(out BackendProject project)
        {
            project = new BackendProject();
            project.PutFile(new Artifact("all.md", "x\n"));
            var model = new ScriptedModel(call =>
                call.Step < 3 ? ScriptedModel.Call(("bank_pay", new() { ["amount"] = 5 })) : ScriptedModel.Say("done")
            );
            var agent = model.Agent("developer", Plugin("bank", "pay", (int amount) =>
                {
                    paid++;
                    return "paid";
                }));
            return new BackendTeam(
                [TeamMember.Worker(agent)],
                Desk.Files(_runs.Path) with
                {
                    NeedsApproval = static call => call.Function == "bank-pay",
                }
            );
        }

        var result = await Team(out var first)
            .RunAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Project = first,
                }
            );
        for (var yes = 1; yes <= 3; yes++)
        {
            Assert.That((result.Stop.Kind, paid), Is.EqualTo((StopKind.NeedsInput, yes - 1)));
            result = await Team(out var again)
                .RunAsync(
                    new TeamRequest
                    {
                        RunId = "r",
                        Resume = true,
                        Project = again,
                        Answers = [new Answer(result.Stop.Questions.Single().Id, Answer.Yes)],
                    }
                );
        }

        Assert.That((result.Stop.Kind, paid), Is.EqualTo((StopKind.Approved, 3)));
    }

    [Test]
    public async Task A_document_whose_writing_was_killed_is_written_after_the_resume()
    {
        BackendTeam Team(out BackendProject project)
        {
            var own = project = new BackendProject();
            var model = new ScriptedModel(call =>
                call.Step switch
                {
                    0 => ScriptedModel.Call(("workspace_write", new() { ["path"] = "docs/a.md", ["content"] = "one" })),
                    1 => ScriptedModel.Call(("workspace_write", new() { ["path"] = "docs/b.md", ["content"] = "two" })),
                    _ => ScriptedModel.Say("done"),
                }
            );
            return new BackendTeam(
                [TeamMember.Worker(model.Agent("developer", KernelPluginFactory.CreateFromObject(new WorkspacePlugin(own), "workspace")))],
                Desk.Files(_runs.Path)
            );
        }

        var whole = await Team(out var first)
            .RunAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Project = first,
                }
            );
        var content = JournalFormat.Read(whole.JournalPath!);
        var intent = content.Records.ToList().FindIndex(static record => record is IntentRecord);
        var bytes = await File.ReadAllBytesAsync(whole.JournalPath!);
        // The header is a record of its own that is not among the records, so this cuts right after the intent.
        await File.WriteAllBytesAsync(whole.JournalPath!, bytes[..(int)content.Boundaries[intent + 2]]);
        Assert.That(JournalFormat.Read(whole.JournalPath!).Records[^1], Is.TypeOf<IntentRecord>());

        var resumed = await Team(out var again)
            .RunAsync(
                new TeamRequest
                {
                    RunId = "r",
                    Resume = true,
                    Project = again,
                }
            );

        Assert.That(resumed.Artifacts.Hash, Is.EqualTo(whole.Artifacts.Hash));
    }

    [Test]
    public async Task A_tool_that_outlives_its_turn_writes_nothing_into_the_record()
    {
        var release = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        var project = new BackendProject();
        var calls = 0;
        var model = new ScriptedModel(
            async (call, _) =>
            {
                if (call.Step == 0)
                    return ScriptedModel.Call(("blueprint_put", new() { ["text"] = call.Task.Id }));
                if (call.Task.Id == "t0002" && call.Step == 1)
                {
                    release.TrySetResult();
                    await late.Task;
                    await Task.Delay(100, CancellationToken.None);
                    return ScriptedModel.Call(("blueprint_put", new() { ["text"] = "t0002 again" }));
                }

                return ScriptedModel.Say("done");
            }
        );
        var agent = model.Agent("developer", Plugin("blueprint", "put", async (string text) =>
            {
                var first = Interlocked.Increment(ref calls) == 1;
                if (first)
                    await release.Task;
                project.PutFile(new Artifact("all.md", (project.Current.Artifacts.Find("all.md")?.Content ?? "") + text + "\n"));
                if (first)
                    late.TrySetResult();
                return "ok";
            }));
        var team = new BackendTeam([TeamMember.Worker(agent) with { Timeout = TimeSpan.FromSeconds(2) }], Desk.Files(_runs.Path));

        var result = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );

        Assert.That(result.Transcript[0].Failure!.Kind, Is.EqualTo("timeout"));
        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(
            JournalFormat.Read(result.JournalPath!).Records.OfType<DoneRecord>().Select(static done => done.Turn),
            Has.None.EqualTo("t0001")
        );
        var replay = await team.ReplayAsync(result.JournalPath!);
        Assert.That(replay.Divergence, Is.Null);
        Assert.That(replay.Result.Artifacts.Hash, Is.EqualTo(result.Artifacts.Hash));
    }

    [TestCase(1 << 20, 0)]
    [TestCase((1 << 20) + 1, 1)]
    [TestCase(70 << 20, 1)]
    public async Task A_result_is_recorded_as_the_model_was_told_it_and_bounded(int length, int cut)
    {
        string? told = null;
        BackendTeam Team(BackendProject project)
        {
            var model = new ScriptedModel(call =>
            {
                told = call.Results.Count > 0 ? call.Results[0] : told;
                return call.Step == 0 ? ScriptedModel.Call(("blueprint_put", new())) : ScriptedModel.Say("done");
            });
            return new BackendTeam([TeamMember.Worker(model.Agent("developer", Plugin("blueprint", "put", () =>
                            {
                                project.PutFile(new Artifact("all.md", "x\n"));
                                return new string('x', length);
                            })))], Desk.Files(_runs.Path));
        }

        var project = new BackendProject();
        var result = await Team(project)
            .RunAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Project = project,
                }
            );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        var recorded = JournalFormat.Read(result.JournalPath!).Records.OfType<DoneRecord>().Single().Result;
        Assert.That(recorded == told, Is.True, "the model was told what is on record");
        Assert.That(told!.Length, Is.LessThan((1 << 20) + 200));
        Assert.That(
            told.EndsWith(
                $"[Cut here: the result has {length} characters, of which the first {1 << 20} are shown. Ask for less at a time.]",
                StringComparison.Ordinal
            ),
            Is.EqualTo(cut == 1)
        );
        // Within the turn, too: the model is told the same again.
        var content = JournalFormat.Read(result.JournalPath!);
        var done = content.Records.ToList().FindIndex(static record => record is DoneRecord);
        await File.WriteAllBytesAsync(
            result.JournalPath!,
            (await File.ReadAllBytesAsync(result.JournalPath!))[..(int)content.Boundaries[done + 2]]
        );
        var before = told;
        told = null;
        project = new BackendProject();
        var resumed = await Team(project)
            .RunAsync(
                new TeamRequest
                {
                    RunId = "r",
                    Resume = true,
                    Project = project,
                }
            );
        Assert.That(resumed.Artifacts.Hash, Is.EqualTo(result.Artifacts.Hash));
        Assert.That(told == before, Is.True);
    }

    [TestCase(10, StopKind.Approved)]
    [TestCase(70, StopKind.Failed)]
    public async Task Arguments_of_megabytes_are_recorded_or_the_call_is_not_made(int megabytes, StopKind end)
    {
        var text = string.Concat(Enumerable.Repeat("words of text\n", megabytes * 75_000));
        var made = 0;
        BackendTeam Team(BackendProject project)
        {
            var model = new ScriptedModel(call =>
                call.Step == 0 ? ScriptedModel.Call(("blueprint_put", new() { ["text"] = text })) : ScriptedModel.Say("done")
            );
            return new BackendTeam([TeamMember.Worker(model.Agent("developer", Plugin("blueprint", "put", (string text) =>
                            {
                                made++;
                                project.PutFile(new Artifact("all.md", "x\n"));
                                return "ok";
                            })))], Desk.Files(_runs.Path));
        }

        var project = new BackendProject();
        var result = await Team(project)
            .RunAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Project = project,
                }
            );

        Assert.That(result.Stop.Kind, Is.EqualTo(end), result.Stop.Message);
        Assert.That(made, Is.EqualTo(end == StopKind.Approved ? 1 : 0), "what cannot be recorded is not done");
        var replay = await Team(new BackendProject()).ReplayAsync(JournalFile.PathOf(_runs.Path, "r"));
        Assert.That(replay.Divergence, Is.Null);
    }
}

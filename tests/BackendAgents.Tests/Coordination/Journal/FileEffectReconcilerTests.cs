using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Journal;

public sealed class FileEffectReconcilerTests
{
    private TempFolder _folder = null!;
    private string _root = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        _root = Directory.CreateDirectory(_folder.File("root")).FullName;
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    private async Task<EffectOutcome> AskAsync(string path, string content, string function = "disk-write") =>
        (
            await new FileEffectReconciler("disk-write", _root).ReconcileAsync(
                new UnknownEffect("run/key", function, JsonSerializer.Serialize(new { path, content })),
                default
            )
        ).Outcome;

    [Test]
    public async Task The_file_tells()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "a.txt"), "größe\n");
        Directory.CreateDirectory(Path.Combine(_root, "folder"));

        Assert.That(await AskAsync("a.txt", "größe\n"), Is.EqualTo(EffectOutcome.Happened));
        Assert.That(await AskAsync("./folder/../a.txt", "größe\n"), Is.EqualTo(EffectOutcome.Happened));
        Assert.That(await AskAsync("a.txt", "größe\nand more"), Is.EqualTo(EffectOutcome.Unknown), "perhaps it was half written");
        Assert.That(await AskAsync("b.txt", "x"), Is.EqualTo(EffectOutcome.DidNotHappen));
        Assert.That(await AskAsync("new/b.txt", "x"), Is.EqualTo(EffectOutcome.DidNotHappen));
        Assert.That(await AskAsync("folder", "x"), Is.EqualTo(EffectOutcome.Unknown));
        Assert.That(await AskAsync("b.txt", "x", "mail-send"), Is.EqualTo(EffectOutcome.Unknown), "of another function it says nothing");
        Directory.Delete(_root, recursive: true);
        Assert.That(await AskAsync("b.txt", "x"), Is.EqualTo(EffectOutcome.Unknown), "nothing to look into");
    }

    [Test]
    public async Task What_lies_elsewhere_is_not_looked_at()
    {
        await File.WriteAllTextAsync(_folder.File("outside.txt"), "x");
        await File.WriteAllTextAsync(_folder.File("root-too.txt"), "x");
        File.CreateSymbolicLink(Path.Combine(_root, "link.txt"), _folder.File("outside.txt"));
        File.CreateSymbolicLink(Path.Combine(_root, "nowhere.txt"), _folder.File("nothing.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "up"), _folder.Path);

        foreach (
            var path in new[]
            {
                "../outside.txt",
                "../nothing.txt",
                "../root-too.txt",
                _folder.File("outside.txt"),
                "link.txt",
                "nowhere.txt",
                "up/outside.txt",
                "up/nothing.txt",
                ".",
                "",
                "a\0b",
            }
        )
            Assert.That(await AskAsync(path, "x"), Is.EqualTo(EffectOutcome.Unknown), path);
    }

    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("no json")]
    [TestCase("""{"path":5,"content":"x"}""")]
    [TestCase("""{"path":"b.txt"}""")]
    [TestCase("""{"path":"\ud800","content":"x"}""")]
    public async Task Arguments_that_name_no_file_tell_nothing(string arguments) =>
        Assert.That(
            await new FileEffectReconciler("disk-write", _root).ReconcileAsync(
                new UnknownEffect("run/key", "disk-write", arguments),
                default
            ),
            Is.EqualTo((EffectOutcome.Unknown, (string?)null))
        );

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_write_that_a_kill_cut_off_is_made_once(bool happened)
    {
        var written = 0;
        BackendTeam Team(out BackendProject project)
        {
            var own = project = new BackendProject();
            own.PutFile(new Artifact("all.md", "x\n"));
            var model = new ScriptedModel(call =>
                call.Step == 0
                    ? ScriptedModel.Call(("disk_write", new() { ["path"] = "a.txt", ["content"] = "text" }))
                    : ScriptedModel.Say("done")
            );
            var write = KernelFunctionFactory.CreateFromMethod(
                (string path, string content) =>
                {
                    written++;
                    File.WriteAllText(Path.Combine(_root, path), content);
                },
                "write"
            );
            return new BackendTeam(
                [TeamMember.Worker(model.Agent("developer", KernelPluginFactory.CreateFromFunctions("disk", [write])))],
                Desk.Files(_folder.Path) with
                {
                    Reconcilers = [new FileEffectReconciler("disk-write", _root)],
                }
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
        await File.WriteAllBytesAsync(
            whole.JournalPath!,
            (await File.ReadAllBytesAsync(whole.JournalPath!))[..(int)content.Boundaries[intent + 2]]
        );
        if (!happened)
            File.Delete(Path.Combine(_root, "a.txt"));

        var resumed = await Team(out var again)
            .RunAsync(
                new TeamRequest
                {
                    RunId = "r",
                    Resume = true,
                    Project = again,
                }
            );

        Assert.That(resumed.Approved, Is.True, resumed.Stop.Message);
        Assert.That((written, await File.ReadAllTextAsync(Path.Combine(_root, "a.txt"))), Is.EqualTo((happened ? 1 : 2, "text")));
    }
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Runs;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Tests.Coordination.Journal;

/// <summary>A journal that cannot be opened, and one that somebody else has.</summary>
public sealed class JournalFileTests
{
    private TempFolder _runs = null!;

    [SetUp]
    public void SetUp() => _runs = new TempFolder();

    [TearDown]
    public void TearDown() => _runs.Dispose();

    private string PathOf(string run) => JournalFile.PathOf(_runs.Path, run);

    [Test]
    public void Only_a_lock_that_is_held_means_another_process()
    {
        using var first = JournalFile.Create(PathOf("r"), JournalDurability.Process);

        Assert.That(
            () => JournalFile.Create(PathOf("r"), JournalDurability.Process),
            Throws.TypeOf<JournalException>().With.Property("Problem").EqualTo(JournalProblem.InUse)
        );
        Assert.That(
            () => JournalFile.Resume(PathOf("r"), JournalDurability.Process),
            Throws.TypeOf<JournalException>().With.Property("Problem").EqualTo(JournalProblem.InUse)
        );
        Assert.That(JournalFile.IsHeld(PathOf("r")), Is.True);
        first.Dispose();
        Assert.That(JournalFile.IsHeld(PathOf("r")), Is.False);
    }

    [Test]
    public async Task A_lock_that_cannot_be_opened_is_told_with_its_cause_and_owned_by_nobody()
    {
        var project = new BackendProject();
        var team = new BackendTeam([Desk.Worker(Desk.Writer(project)), Desk.Reviewer(Desk.Approver())], Desk.Files(_runs.Path));
        var path = (
            await team.RunAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Project = project,
                }
            )
        ).JournalPath!;
        var content = JournalFormat.Read(path);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..(int)content.Boundaries[^2]]);
        File.Delete(path + ".lock");
        File.CreateSymbolicLink(path + ".lock", path + ".lock");

        var resumed = await team.RunAsync(new TeamRequest { RunId = "r", Resume = true });

        Assert.That(resumed.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(resumed.Stop.Message, Does.Contain(path + ".lock").And.Contain("cannot be opened").And.Not.Contain("another process"));
        Assert.That(
            () => JournalFile.Resume(path, JournalDurability.Process),
            Throws.TypeOf<JournalException>().With.Property("Problem").EqualTo(JournalProblem.Unwritable)
        );
        Assert.That(RunCatalog.Read(path).State, Is.EqualTo(RunState.Interrupted));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_told_with_its_cause()
    {
        File.WriteAllText(_runs.File("taken"), "a file");

        foreach (var folder in new[] { _runs.File("taken"), Path.Combine(_runs.File("taken"), "below") })
        {
            Assert.That(
                () => JournalFile.Create(JournalFile.PathOf(folder, "r"), JournalDurability.Process),
                Throws.TypeOf<JournalException>().With.Property("Problem").EqualTo(JournalProblem.Unwritable).And.Message.Contains(folder)
            );
        }
    }

    [Test]
    public void A_record_that_would_not_be_read_again_is_not_written_and_the_journal_goes_on()
    {
        using (var file = JournalFile.Create(PathOf("r"), JournalDurability.Process))
        {
            Assert.That(
                () => file.Append(new DoneRecord("t", "long", new string('x', JournalFormat.MaxRecord), null), force: false),
                Throws
                    .TypeOf<JournalException>()
                    .With.Property("Problem")
                    .EqualTo(JournalProblem.Unwritable)
                    .And.Message.Contains(PathOf("r"))
                    .And.Message.Contains("DoneRecord")
            );
            file.Append(new DoneRecord("t", "short", "x", null), force: false);
        }

        var content = JournalFormat.Read(PathOf("r"));
        Assert.That(content.Records.Cast<DoneRecord>().Select(static done => done.Key), Is.EqualTo(new[] { "short" }));
        Assert.That(content.TornBytes, Is.Zero);
    }

    [Test]
    public async Task A_file_too_large_for_the_record_ends_the_run_as_failed_and_the_journal_can_be_read()
    {
        var project = new BackendProject();
        var worker = new ScriptedAgent("developer", _ =>
        {
            project.PutFile(new Artifact("all.md", new string('x', JournalFormat.MaxRecord)));
            return "done";
        });

        var result = await new BackendTeam([Desk.Worker(worker)], Desk.Files(_runs.Path)).RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = project,
            }
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(result.Stop.Message, Does.Contain(PathOf("r")).And.Contain("at most"));
        Assert.That(RunCatalog.Read(PathOf("r")).Stop!.Kind, Is.EqualTo(StopKind.Failed));
    }
}

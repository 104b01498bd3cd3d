using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Coordination.Faults;

namespace BackendAgents.Tests.Coordination.Journal;

public sealed class ReplayTests
{
    private TempFolder _folder = null!;
    private Workbench _bench = null!;
    private TeamResult _recorded = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TempFolder();
        _bench = new Workbench(_folder.Path);
        _recorded = await _bench.StartAsync();
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_replay_asks_no_model_makes_no_call_and_ends_alike()
    {
        using var elsewhere = new TempFolder();
        var replaying = new Workbench(elsewhere.Path);

        var report = await replaying.Team.ReplayAsync(_bench.JournalPath);

        Assert.That(report.Divergence, Is.Null, report.Divergence?.ToString());
        Assert.That(report.Result.Stop, Is.EqualTo(_recorded.Stop).Using<StopReason>((a, b) => a.Kind == b.Kind && a.Message == b.Message));
        Assert.That(report.Result.Artifacts.Hash, Is.EqualTo(_recorded.Artifacts.Hash));
        Assert.That(report.Result.Usage, Is.EqualTo(_recorded.Usage));
        Assert.That((replaying.Developer.Calls, replaying.Reviewer.Calls, replaying.Ledger.Count), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public async Task The_first_divergence_is_told_with_both_sides()
    {
        var members = _bench
            .Team.Members.Select(static member => member.Name == "second" ? member with { Name = "third" } : member)
            .ToList();

        var report = await new BackendTeam(members, _bench.Team.Options).ReplayAsync(_bench.JournalPath);

        Assert.That(report.Divergence, Is.EqualTo(new Divergence("t0003", "task", "Review by second", "Review by third")));
    }

    [Test]
    public async Task A_view_that_would_differ_is_told_by_its_section()
    {
        var other = _bench.Team.Options with { ArtifactAreas = static _ => [Area.Api, Area.Data] };
        var project = new BackendProject();
        project.PutFile(new BackendAgents.Engineering.Artifacts.Artifact("other.md", "was not there\n"));

        var report = await new BackendTeam(_bench.Team.Members, other).ReplayAsync(_bench.JournalPath, project);

        Assert.That(report.Divergence!.What, Is.EqualTo("artifacts"));
        Assert.That(report.Divergence.Recorded, Is.Not.EqualTo(report.Divergence.Actual));
    }

    [Test]
    public async Task A_journal_that_was_cut_off_replays_up_to_its_end()
    {
        var content = JournalFormat.Read(_bench.JournalPath);
        var middle = (int)content.Boundaries[content.Boundaries.Count / 2];
        var path = _folder.File("cut.journal");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(_bench.JournalPath))[..middle]);

        var report = await _bench.Team.ReplayAsync(path);

        Assert.That(report.Divergence, Is.Null);
        Assert.That(report.Result.Transcript, Is.Not.Empty);
        Assert.That(report.Result.Transcript, Has.Count.LessThan(_recorded.Transcript.Count));
    }

    [Test]
    public async Task Resuming_an_approved_run_says_so_and_does_nothing()
    {
        var again = new Workbench(_folder.Path);
        var result = await again.ResumeAsync();

        Assert.That(result.Approved, Is.True);
        Assert.That(result.Artifacts.Hash, Is.EqualTo(_recorded.Artifacts.Hash));
        Assert.That((again.Developer.Calls, again.Reviewer.Calls, again.Ledger.Count), Is.EqualTo((0, 0, _bench.Ledger.Count)));
    }

    [Test]
    public async Task Bytes_grow_with_what_happened_and_not_with_its_square()
    {
        long Bytes(int turns) => JournalFormat.Read(_bench.JournalPath).Boundaries[turns];
        var records = JournalFormat.Read(_bench.JournalPath).Boundaries.Count - 1;

        Assert.That(Bytes(records), Is.LessThan(3 * Bytes(records / 2)));
        Assert.That(
            (await File.ReadAllTextAsync(_bench.JournalPath)).Split(Desk.Brief),
            Has.Length.LessThanOrEqualTo(3),
            "the brief is on record once as such and once as a section"
        );
    }

    [Test]
    public async Task Edits_that_do_not_fit_are_told_by_a_replay_and_end_a_resume_as_failed()
    {
        var path = await BrokenAsync(static done =>
            done with
            {
                State = done.State! with { Files = [done.State!.Files[0] with { Text = new TextDelta([new TextEdit(1000, 1, "x")]) }] },
            }
        );
        var broken = JournalFormat.Read(path).Records.OfType<DoneRecord>().Where(static done => done.State is not null).Skip(1).First();

        var report = await new Workbench(_folder.Path).Team.ReplayAsync(path);
        var resumed = await new Workbench(_folder.Path).Team.RunAsync(new TeamRequest { RunId = "broken", Resume = true });

        Assert.That(
            report.Divergence,
            Is.EqualTo(
                new Divergence(broken.Turn, "artifacts", broken.State!.Hash, "An edit in the journal does not fit the text it belongs to.")
            )
        );
        Assert.That(resumed.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(
            resumed.Stop.Message,
            Does.Contain(path)
                .And.Contain(broken.Turn)
                .And.Contain("does not fit")
                .And.Contain("begin a new run")
                .And.Not.Contain("Exception")
        );
    }

    [Test]
    public async Task A_blueprint_that_is_no_longer_accepted_is_told_by_a_replay_and_ends_a_resume_as_failed()
    {
        var path = await BrokenAsync(static done =>
            done with
            {
                State = done.State! with { Blueprint = new TextDelta([new TextEdit(0, 0, "no: blueprint\n")]) },
            }
        );

        var report = await new Workbench(_folder.Path).Team.ReplayAsync(path);
        var resumed = await new Workbench(_folder.Path).Team.RunAsync(new TeamRequest { RunId = "broken", Resume = true });

        Assert.That(report.Divergence!.What, Is.EqualTo("artifacts"));
        Assert.That(report.Divergence.Actual, Does.StartWith("The blueprint in the journal is no longer accepted"));
        Assert.That(
            resumed.Stop.Message,
            Does.Contain(path).And.Contain(report.Divergence.Turn!).And.Contain("no longer accepted").And.Not.Contain("Exception")
        );
    }

    [Test]
    public async Task A_project_that_is_not_as_it_was_at_the_beginning_is_told_at_once()
    {
        var project = new BackendProject();
        project.PutFile(new BackendAgents.Engineering.Artifacts.Artifact("all.md", "one\ntwo\n"));

        var report = await _bench.Team.ReplayAsync(_bench.JournalPath, project);

        Assert.That(
            report.Divergence,
            Is.EqualTo(new Divergence(null, "artifacts", new BackendProject().Current.Artifacts.Hash, project.Current.Artifacts.Hash))
        );
    }

    [Test]
    public async Task A_resume_on_the_project_that_was_worked_on_ends_alike()
    {
        var content = JournalFormat.Read(_bench.JournalPath);
        await File.WriteAllBytesAsync(
            _bench.JournalPath,
            (await File.ReadAllBytesAsync(_bench.JournalPath))[..(int)content.Boundaries[content.Boundaries.Count / 2]]
        );

        var result = await _bench.ResumeAsync();

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Artifacts.Hash, Is.EqualTo(_recorded.Artifacts.Hash));
    }

    // The journal with one state in its middle changed by a hand that knows how to write checksums.
    private async Task<string> BrokenAsync(Func<DoneRecord, DoneRecord> change)
    {
        var records = JournalFormat.Read(_bench.JournalPath).Records.ToList();
        var at = records.IndexOf(records.OfType<DoneRecord>().Where(static done => done.State is not null).Skip(1).First());
        records[at] = change((DoneRecord)records[at]);
        var path = _folder.File("broken.journal");
        await File.WriteAllBytesAsync(
            path,
            [.. records.Prepend(new HeaderRecord(HeaderRecord.Name, HeaderRecord.Current)).SelectMany(JournalFormat.Line)]
        );
        return path;
    }
}

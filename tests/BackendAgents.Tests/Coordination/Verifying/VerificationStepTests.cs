using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Verifying;

public sealed class VerificationStepTests
{
    private const string Note = "docs/note.md";

    private TempFolder _runs = null!;
    private ScriptedAgent _developer = null!;

    [SetUp]
    public void SetUp() => _runs = new TempFolder();

    [TearDown]
    public void TearDown() => _runs.Dispose();

    [Test]
    public async Task What_passes_is_approved_and_each_runs_once_in_order_on_the_very_files()
    {
        var order = new List<string>();
        var folders = new List<string>();
        ScriptedVerifier Verifier(string id) => new(id, context =>
            {
                order.Add(id);
                folders.Add(context.Folder);
                var files = Directory
                    .EnumerateFiles(context.Folder, "*", SearchOption.AllDirectories)
                    .ToDictionary(path => Path.GetRelativePath(context.Folder, path), File.ReadAllText);
                Assert.That(
                    files,
                    Is.EquivalentTo(context.Artifacts.ToDictionary(static artifact => artifact.Path, static artifact => artifact.Content))
                );
                return ScriptedVerifier.Pass();
            });

        var result = await RunAsync([Verifier("zeta"), Verifier("alpha")]);

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(order, Is.EqualTo(new[] { "zeta", "alpha" }));
        Assert.That(
            result.Verifications.Select(static item => (item.Verifier, item.Outcome)),
            Is.EqualTo(new[] { ("zeta", VerificationOutcome.Passed), ("alpha", VerificationOutcome.Passed) })
        );
        Assert.That(folders.Distinct().Single(), Does.Not.Exist);
    }

    [Test]
    public async Task What_was_built_is_verified_although_a_required_reviewer_is_not_heard()
    {
        var calls = 0;
        var verifier = new ScriptedVerifier("one", _ =>
        {
            calls++;
            return ScriptedVerifier.Pass();
        });
        var team = Team([verifier], out var project);
        var silent = new ScriptedAgent("silent", static _ => throw new InvalidOperationException("No."));

        var result = await new BackendTeam([.. team.Members, Desk.Reviewer(silent)], team.Options).RunAsync(
            new TeamRequest { Brief = Desk.PostsBrief, Project = project }
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.NotHeard), result.Stop.Message);
        Assert.That((calls, result.Verifications.Single().Outcome), Is.EqualTo((1, VerificationOutcome.Passed)));
    }

    [Test]
    public async Task The_folder_is_kept_where_the_host_names_one()
    {
        var verifier = new ScriptedVerifier("one", static _ => ScriptedVerifier.Pass());

        var result = await RunAsync([verifier], options => options with { VerificationFolder = _runs.File("kept") });

        Assert.That(verifier.Seen.Single().Folder, Does.Exist.And.StartWith(_runs.File("kept")));
        Assert.That(
            Directory.EnumerateFiles(verifier.Seen[0].Folder, "*", SearchOption.AllDirectories).Count(),
            Is.EqualTo(result.Artifacts.Count)
        );
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_fails_goes_to_the_worker_and_the_mended_bytes_are_judged_anew(bool withFinding)
    {
        var verifier = new ScriptedVerifier("one", context => context.Artifacts.Find(Note)!.Content != "1\n" ? ScriptedVerifier.Pass()
            : withFinding ? ScriptedVerifier.Fail("wrong", ScriptedVerifier.Wrong("the note is one"))
            : ScriptedVerifier.Fail("the note is one"));

        var result = await RunAsync([verifier]);

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(verifier.Seen.Select(static context => context.Artifacts.Find(Note)!.Content), Is.EqualTo(new[] { "1\n", "2\n" }));
        Assert.That(
            _developer.Views.Last().Find(ViewSections.Findings),
            Does.Contain("the note is one").And.Contain(withFinding ? "X001" : "VERIFY")
        );
        Assert.That(verifier.Seen.Select(static context => context.Folder), Is.Unique.And.None.Exist);
    }

    [Test]
    public async Task One_that_throws_or_cannot_judge_is_named_and_the_others_go_on()
    {
        var after = new ScriptedVerifier("after", static _ => ScriptedVerifier.Pass());

        var result = await RunAsync([
            new ScriptedVerifier("thrower", static VerificationResult (_) => throw new NotSupportedException("boom")),
            new ScriptedVerifier("silent", static _ => null!),
            new ScriptedVerifier("database", static _ => ScriptedVerifier.NotRun("there is no database")),
            after,
        ]);

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(
            result.Stop.Message,
            Does.Contain("Not verified by thrower: ")
                .And.Contain("NotSupportedException: boom")
                .And.Contain("silent: ")
                .And.Contain("database: there is no database")
        );
        Assert.That(result.Notes.Select(static note => note.By), Is.EqualTo(new[] { "thrower", "silent", "database" }));
        Assert.That(after.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_bytes_are_not_judged_twice()
    {
        var verifier = new ScriptedVerifier("one", static _ => ScriptedVerifier.Fail("no"));

        var result = await RunAsync(
            [verifier],
            options =>
                options with
                {
                    Budget = new Budget { Rounds = 4 },
                    NoProgress = new NoProgressPolicy
                    {
                        SameState = 10,
                        SameFindings = 10,
                        Escalations = [],
                    },
                },
            ["a", "b", "a", "b"]
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.BudgetSpent), result.Stop.Message);
        Assert.That(_developer.Turns, Is.EqualTo(4));
        Assert.That(verifier.Seen.Select(static context => context.Artifacts.Find(Note)!.Content), Is.EqualTo(new[] { "a\n", "b\n" }));
    }

    [Test]
    public async Task What_is_on_record_is_not_judged_again_on_resume_and_replay()
    {
        using var cancel = new CancellationTokenSource();
        var first = new ScriptedVerifier("first", static _ => ScriptedVerifier.Pass("seen by the first"));
        var cut = new ScriptedVerifier("second", async Task<VerificationResult> (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return ScriptedVerifier.Pass();
        });
        var begun = await RunAsync([first, cut], cancellationToken: cancel.Token);
        Assert.That(begun.Stop.Kind, Is.EqualTo(StopKind.Cancelled));

        var never = new ScriptedVerifier("first", static _ => ScriptedVerifier.Fail("asked again"));
        var second = new ScriptedVerifier("second", static _ => ScriptedVerifier.Pass("seen by the second"));
        var events = new List<TeamEvent>();
        TeamResult result = null!;
        await foreach (
            var happened in Team([never, second], out var project)
                .RunStreamingAsync(
                    new TeamRequest
                    {
                        RunId = "r",
                        Resume = true,
                        Project = project,
                    }
                )
        )
        {
            events.Add(happened);
            result = happened is RunEnded ended ? ended.Result : result;
        }

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That((never.Seen.Count, second.Seen.Count), Is.EqualTo((0, 1)));
        Assert.That(
            result.Verifications.Select(static item => item.Summary),
            Is.EqualTo(new[] { "seen by the first", "seen by the second" })
        );
        Assert.That(
            events.OfType<VerificationEnded>().Select(static happened => (happened.Result.Verifier, happened.Replayed)),
            Is.EqualTo(new[] { ("first", true), ("second", false) })
        );

        var replay = await Team([never, second], out _).ReplayAsync(result.JournalPath!);
        Assert.That(replay.Divergence, Is.Null);
        Assert.That(
            replay.Result.Verifications.Select(static item => item.Summary),
            Is.EqualTo(new[] { "seen by the first", "seen by the second" })
        );
        Assert.That((never.Seen.Count, second.Seen.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Two_of_one_id_are_refused()
    {
        IVerifier[] twins =
        [
            new ScriptedVerifier("twin", static _ => ScriptedVerifier.Pass()),
            new ScriptedVerifier("twin", static _ => ScriptedVerifier.Fail("no")),
        ];

        Assert.That(() => Team(twins, out _), Throws.ArgumentException.With.Message.Contains("'twin'"));
        var team = Team([], out _);
        Assert.That(
            () =>
                team.RunAsync(
                    new TeamRequest
                    {
                        Brief = Desk.PostsBrief,
                        Options = new TeamOptions { Verifiers = twins },
                    }
                ),
            Throws.ArgumentException.With.Message.Contains("'twin'")
        );
    }

    [Test]
    public async Task Files_that_cannot_be_laid_out_fail_the_run_and_leave_no_half_folder()
    {
        var root = _runs.File("verify");
        var team = Team([new ScriptedVerifier("one", static _ => ScriptedVerifier.Pass())], out var project, options =>
            options with
            {
                VerificationFolder = root,
            }
        );
        project.PutFile(new Artifact("docs/x", "a file\n"));
        project.PutFile(new Artifact("docs/x/y", "in what is a file\n"));

        var result = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.PostsBrief,
                RunId = "r",
                Project = project,
            }
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(result.Stop.Message, Does.Contain("'docs/x").And.Contain("cannot be laid out"));
        Assert.That(Directory.Exists(root) ? Directory.GetFileSystemEntries(root) : [], Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public async Task A_full_disk_fails_the_run_which_is_resumed_where_there_is_room()
    {
        var disk = _runs.File("disk");
        Directory.CreateDirectory(disk);
        var mount = await ProcessRunner.RunAsync(
            new ProcessRequest("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk),
            CancellationToken.None
        );
        if (!mount.Succeeded)
            Assert.Ignore("A disk to fill needs the right to mount: run the tests as root.");
        try
        {
            var verifier = new ScriptedVerifier("one", static _ => ScriptedVerifier.Pass());
            var full = await RunAsync([verifier], options => options with { VerificationFolder = disk });

            Assert.That((full.Stop.Kind, verifier.Seen.Count), Is.EqualTo((StopKind.Failed, 0)));
            Assert.That(full.Stop.Message, Does.Contain("space"));
            Assert.That(Directory.GetFileSystemEntries(disk), Is.Empty);

            var resumed = await Team([verifier], out var project)
                .RunAsync(
                    new TeamRequest
                    {
                        RunId = "r",
                        Resume = true,
                        Project = project,
                    }
                );
            Assert.That(resumed.Approved, Is.True, resumed.Stop.Message);
            Assert.That((verifier.Seen.Count, _developer.Turns), Is.EqualTo((1, 0)));
        }
        finally
        {
            await ProcessRunner.RunAsync(new ProcessRequest("umount", disk), CancellationToken.None);
        }
    }

    [Test]
    public async Task Files_without_a_blueprint_are_approved_and_said_to_be_unverified()
    {
        var verifier = new ScriptedVerifier("one", static _ => ScriptedVerifier.Pass());
        var project = new BackendProject();

        var result = await Desk.Run(project, Desk.Files() with { Verifiers = [verifier] }, Desk.Worker(Desk.Writer(project)));

        Assert.That((result.Approved, verifier.Seen.Count), Is.EqualTo((true, 0)));
        Assert.That(result.Stop.Message, Does.EndWith("Not verified, since there is no blueprint to verify it against."));
    }

    private Task<TeamResult> RunAsync(
        IReadOnlyList<IVerifier> verifiers,
        Func<TeamOptions, TeamOptions>? change = null,
        string[]? notes = null,
        CancellationToken cancellationToken = default
    ) =>
        Team(verifiers, out var project, change, notes)
            .RunAsync(
                new TeamRequest
                {
                    Brief = Desk.PostsBrief,
                    RunId = "r",
                    Project = project,
                },
                cancellationToken
            );

    // A developer who draws the blueprint in its first turn and writes a note in each, by default the turn's number.
    private BackendTeam Team(
        IReadOnlyList<IVerifier> verifiers,
        out BackendProject project,
        Func<TeamOptions, TeamOptions>? change = null,
        string[]? notes = null
    )
    {
        var own = project = new BackendProject();
        _developer = new ScriptedAgent("developer", turn =>
        {
            if (turn.Number == 1)
                own.Replace(Desk.Posts());
            own.PutFile(
                new Artifact(
                    Note,
                    (notes?[turn.Number - 1] ?? turn.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)) + "\n"
                )
            );
            return "done";
        });
        var options = new TeamOptions
        {
            RunsFolder = _runs.Path,
            Verifiers = verifiers,
            NoProgress = new NoProgressPolicy { Escalations = [] },
        };
        return new BackendTeam([Desk.Worker(_developer)], change?.Invoke(options) ?? options);
    }
}

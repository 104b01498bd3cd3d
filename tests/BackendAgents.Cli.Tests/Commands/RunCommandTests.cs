using System.Text.Json;

namespace BackendAgents.Cli.Tests.Commands;

/// <summary>The commands that work on journals: resume, replay, runs list and runs show.</summary>
[NonParallelizable]
public sealed class RunCommandTests
{
    private const string Brief =
        "A library lends books to members. Each book has a title, an author and a unique isbn. Members borrow books.";

    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("runs-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private string Runs => Path.Combine(_folder, "runs");

    private string Journal => Directory.GetFiles(Runs, "*.journal").Single();

    private string Id => Path.GetFileNameWithoutExtension(Journal);

    private Task<CliRun> BuildAsync(string brief, string output, params string[] more) =>
        Cli.RunAsync(
            ["build", brief, "--out", Path.Combine(_folder, output), "--runs", Runs, "--no-verify", .. more],
            CancellationToken.None
        );

    [Test]
    public async Task A_run_cut_off_anywhere_is_resumed_and_delivers_the_same_bytes()
    {
        var built = await BuildAsync(Brief, "whole", "--json");
        Assert.That(built.Code, Is.Zero, built.Error + built.Out);
        var journal = await File.ReadAllBytesAsync(Journal);
        foreach (var part in new[] { 3, 5, 9 })
        {
            await File.WriteAllBytesAsync(Journal, journal[..(journal.Length * part / 10)]);
            var shown = await Cli.RunAsync("runs", "show", Id[..8], "--runs", Runs, "--json");
            var output = Path.Combine(_folder, "resumed" + part);

            var resumed = await Cli.RunAsync("resume", Runs, "--out", output, "--no-verify", "--json");

            Assert.That(resumed.Code, Is.Zero, resumed.Error + resumed.Out);
            Assert.That(JsonDocument.Parse(shown.Out).RootElement.GetProperty("state").GetString(), Is.EqualTo("interrupted"));
            Assert.That(JsonDocument.Parse(resumed.Out).RootElement.GetProperty("run").GetString(), Is.EqualTo(Id));
            Assert.That(Delivered(output), Is.EqualTo(Delivered(Path.Combine(_folder, "whole"))), $"cut at {part}/10");
        }

        // The journal remembers where the run delivers.
        Directory.Delete(Path.Combine(_folder, "whole"), recursive: true);
        await File.WriteAllBytesAsync(Journal, journal[..(journal.Length / 2)]);
        var unnamed = await Cli.RunAsync("resume", Id, "--runs", Runs, "--no-verify");
        Assert.That(unnamed.Code, Is.Zero, unnamed.Error + unnamed.Out);
        Assert.That(Delivered(Path.Combine(_folder, "whole")), Is.EqualTo(Delivered(Path.Combine(_folder, "resumed5"))));
    }

    [Test]
    public async Task What_the_brief_asks_for_and_nobody_delivers_comes_first_and_has_an_end_of_its_own()
    {
        var built = await BuildAsync("Members borrow books. Every night the service e-mails members whose shelf is full.", "out");

        Assert.That(built.Code, Is.EqualTo(ExitCode.Incomplete), built.Out + built.Error);
        Assert.That(built.Out.IndexOf("open: \"Every night", StringComparison.Ordinal), Is.GreaterThanOrEqualTo(0));
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(_folder, "out", "README.md")),
            Does.Contain("## Open: the brief asks for it").And.Contain("Every night the service e-mails members")
        );
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(_folder, "out", "backend.yaml")),
            Does.Contain("requirements:").And.Contain("reason: \"'e-mails members'")
        );
    }

    [Test]
    public async Task A_replay_goes_the_way_of_the_journal_and_touches_nothing()
    {
        await BuildAsync(Brief, "whole");
        var before = await File.ReadAllBytesAsync(Journal);

        var replay = await Cli.RunAsync("replay", Journal);
        var json = await Cli.RunAsync("replay", Id, "--runs", Runs, "--json");

        Assert.That(replay.Code, Is.Zero, replay.Out + replay.Error);
        Assert.That(replay.Out, Does.Contain("Approved").And.Contain("goes the way of the journal"));
        Assert.That(JsonDocument.Parse(json.Out).RootElement.GetProperty("turns").GetInt32(), Is.GreaterThan(6));
        Assert.That(await File.ReadAllBytesAsync(Journal), Is.EqualTo(before));
    }

    [Test]
    public async Task A_replay_under_other_rules_names_the_first_difference()
    {
        await BuildAsync(Brief, "whole");

        var replay = await Cli.RunAsync("replay", Journal, "--rounds", "1");
        var json = await Cli.RunAsync("replay", Journal, "--rounds", "1", "--json");

        Assert.That(replay.Code, Is.EqualTo(ExitCode.Findings), replay.Out);
        var divergence = JsonDocument.Parse(json.Out).RootElement.GetProperty("divergence");
        Assert.That(divergence.GetProperty("recorded").GetString(), Does.StartWith("Approved"));
        Assert.That(divergence.GetProperty("actual").GetString(), Does.StartWith("BudgetSpent"));
    }

    [Test]
    public async Task A_question_is_answered_later_and_the_run_goes_on()
    {
        var asked = await BuildAsync("医院需要预约系统", "out");
        var list = await Cli.RunAsync("runs", "list", "--runs", Runs);
        var output = Path.Combine(_folder, "answered");
        var nobody = await Cli.RunAsync("resume", Id, "--runs", Runs, "--no-verify", "--answer", "nobody=yes");
        Assert.That(
            (
                nobody.Code,
                nobody.Error.Contains("has no open question 'nobody'", StringComparison.Ordinal),
                nobody.Error.Contains("ask-t0001-1", StringComparison.Ordinal)
            ),
            Is.EqualTo((ExitCode.BadInput, true, true)),
            nobody.Error
        );
        var answered = await Cli.RunAsync("resume", Id, "--runs", Runs, "--no-verify", "--out", output, "--answer", Brief);

        Assert.That(asked.Code, Is.EqualTo(ExitCode.NeedsInput));
        Assert.That(asked.Out, Does.Contain("To go on: backend-agents resume " + Id).And.Contain("--answer 'ask-t0001-1=YOUR ANSWER'"));
        Assert.That(list.Out, Does.Contain("NeedsInput").And.Contain(Id));
        // The answer is understood; the brief itself, in another language, stays open.
        Assert.That(answered.Code, Is.EqualTo(ExitCode.Incomplete), answered.Out + answered.Error);
        Assert.That(answered.Out, Does.Contain("open: \"医院需要预约系统"));
        Assert.That(File.Exists(Path.Combine(output, "backend.yaml")), Is.True);
        Assert.That(
            (await Cli.RunAsync("runs", "show", Id, "--runs", Runs)).Out,
            Does.Contain(": Approved").And.Contain("3 sessions").Or.Contain("2 sessions")
        );
        Assert.That((await Cli.RunAsync("replay", Journal)).Code, Is.Zero);
    }

    [Test]
    public async Task A_question_is_answered_by_pasting_what_was_printed()
    {
        var output = Path.Combine(_folder, "my shop");
        var asked = await Cli.RunAsync("build", "a shop", "--out", output, "--no-verify");

        var unanswered = await Cli.PasteAsync(asked);
        var answered = await Cli.PasteAsync(asked, answer: Brief);

        Assert.That(asked.Code, Is.EqualTo(ExitCode.NeedsInput), asked.Out);
        Assert.That((unanswered.Code, unanswered.Error), Is.EqualTo((ExitCode.BadInput, unanswered.Error)));
        Assert.That(unanswered.Error, Does.Contain("'YOUR ANSWER' is no answer"));
        Assert.That(answered.Code, Is.EqualTo(ExitCode.Ok), answered.Out + answered.Error);
        Assert.That(File.Exists(Path.Combine(output, "backend.yaml")), Is.True, "it delivers where the build would have");
        Assert.That((await Cli.RunAsync("runs", "list", "--runs", output)).Out, Does.Contain("Approved"));
    }

    [Test]
    public async Task A_question_at_a_terminal_is_answered_at_once()
    {
        var output = Path.Combine(_folder, "out");

        var run = await Cli.TypeAsync([Brief], "build", "a shop", "--out", output, "--no-verify");

        Assert.That(run.Code, Is.Zero, run.Out + run.Error);
        Assert.That(run.Out, Does.Contain("Your answer (empty: later): ").And.Contain("Approved"));
        Assert.That(File.Exists(Path.Combine(output, "backend.yaml")), Is.True);
    }

    [Test]
    public async Task A_call_that_needs_approval_waits_for_a_yes_pasted_or_typed()
    {
        string[] build = ["build", Brief, "--no-verify", "--ask-before", "workspace-write", "--out"];
        var typed = Path.Combine(_folder, "typed");
        var asked = await Cli.RunAsync([.. build, Path.Combine(_folder, "pasted")]);

        var pasted = asked;
        for (var i = 0; i < 9 && pasted.Code == ExitCode.NeedsInput; i++)
            pasted = await Cli.PasteAsync(pasted);
        var atOnce = await Cli.TypeAsync(["y", "yes", "y", "y", "y", "y", "y", "y", "y"], [.. build, typed]);

        Assert.That(asked.Code, Is.EqualTo(ExitCode.NeedsInput), asked.Out);
        Assert.That(asked.Out, Does.Contain("workspace-write {").And.Contain("refuses the call"));
        Assert.That(pasted.Code, Is.Zero, pasted.Out + pasted.Error);
        Assert.That(atOnce.Code, Is.Zero, atOnce.Out + atOnce.Error);
        Assert.That(File.Exists(Path.Combine(typed, "docs", "brief.md")), Is.True);
    }

    [Test]
    public async Task A_function_that_nobody_has_can_not_be_asked_about()
    {
        var run = await Cli.RunAsync("build", Brief, "--out", Path.Combine(_folder, "out"), "--ask-before", "workspace-writes");

        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain("Did you mean 'workspace-write'?").And.Contain("blueprint-replace"));
    }

    [Test]
    public async Task A_list_shows_every_run_and_names_what_cannot_be_read()
    {
        await BuildAsync(Brief, "one");
        await File.WriteAllTextAsync(Path.Combine(Runs, "bad.journal"), "this is\nno journal\n");

        var list = await Cli.RunAsync("runs", "list", "--runs", Runs, "--json");
        var bad = await Cli.RunAsync("runs", "show", "bad", "--runs", Runs);
        var none = await Cli.RunAsync("runs", "list", "--runs", Path.Combine(_folder, "nowhere"));

        var runs = JsonDocument
            .Parse(list.Out)
            .RootElement.GetProperty("runs")
            .EnumerateArray()
            .ToDictionary(static run => run.GetProperty("state").GetString()!);
        Assert.That(runs["stopped"].GetProperty("stop").GetString(), Is.EqualTo("approved"));
        Assert.That(runs["stopped"].GetProperty("brief").GetString(), Is.EqualTo(Brief));
        Assert.That(runs, Has.Count.EqualTo(2));
        Assert.That(bad.Code, Is.Zero.Or.EqualTo(ExitCode.BadInput));
        Assert.That(none.Code, Is.Zero);
        Assert.That(none.Out, Does.StartWith("No runs in"));
    }

    [TestCase("resume", "nothing")]
    [TestCase("replay", "nothing")]
    [TestCase("runs", "show", "nothing")]
    public async Task What_does_not_exist_is_bad_input(params string[] args)
    {
        var run = await Cli.RunAsync([.. args, "--runs", Runs]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain("There is no such run").And.Contain("runs list"));
    }

    // The page about the run tells how long things took.
    private static SortedDictionary<string, string> Delivered(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(static file => Path.GetFileName(file) != "report.html")
                .ToDictionary(
                    file => Path.GetRelativePath(folder, file),
                    static file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))
                ),
            StringComparer.Ordinal
        );
}

using System.Text.Json;

namespace BackendAgents.Cli.Tests.Commands;

/// <summary>Builds with definitions and teams of a person's own.</summary>
[NonParallelizable]
public sealed class OwnTeamTests
{
    private const string Brief =
        "A library lends books to members. Each book has a title, an author and a unique isbn. Members borrow books.";

    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("team-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private string Output => Path.Combine(_folder, "out");

    private string Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<CliRun> BuildAsync(params string[] more) => Cli.RunAsync(["build", Brief, "--out", Output, "--no-verify", .. more]);

    [Test]
    public async Task A_reviewer_of_ones_own_joins_the_team()
    {
        var privacy = Put(
            "privacy.md",
            "---\nname: privacy-reviewer\ndescription: Judges privacy\ntools: Read, Grep, review-check\nmetadata:\n"
                + "  areas: security\n---\nJudge how personal data is kept.\n"
        );

        var built = await BuildAsync("--agents", privacy, "--json");

        Assert.That(built.Code, Is.Zero, built.Error + built.Out);
        using var json = JsonDocument.Parse(built.Out);
        Assert.That(
            json.RootElement.GetProperty("verdicts").EnumerateArray().Select(static verdict => verdict.GetProperty("reviewer").GetString()),
            Does.Contain("privacy-reviewer")
        );
        Assert.That(await File.ReadAllTextAsync(json.RootElement.GetProperty("report").GetString()!), Does.Contain("privacy-reviewer"));
    }

    [Test]
    public async Task A_reviewer_that_cannot_judge_is_no_approval()
    {
        var privacy = Put(
            "privacy.md",
            "---\nname: privacy-reviewer\ndescription: Judges privacy\ntools: Read\ndisallowedTools: review-check\n"
                + "metadata:\n  areas: security\n---\nJudge how personal data is kept.\n"
        );

        var built = await BuildAsync("--agents", privacy);

        Assert.That(built.Code, Is.Not.Zero, built.Out);
        Assert.That(built.Out + built.Error, Does.Contain("privacy-reviewer").And.Contain("take it out of the agent's disallowedTools"));
    }

    [Test]
    public async Task Reviewers_as_people_publish_them_join_and_judge_unedited()
    {
        var folder = Path.Combine(_folder, "theirs");
        Directory.CreateDirectory(folder);
        Put(
            "theirs/security-auditor.md",
            "---\nname: security-auditor\ndescription: Audits code for vulnerabilities, OWASP risks and weak authentication. "
                + "Use PROACTIVELY after changes.\ntools: Read, Grep, Glob\nmodel: opus\n---\nYou audit.\n"
        );
        Put(
            "theirs/code-reviewer.md",
            "---\nname: code-reviewer\ndescription: Expert in code review. Looks at quality and maintainability of every "
                + "change.\ntools: Read, Grep, Glob, Bash\ncolor: blue\n---\nYou review code.\n"
        );
        Put(
            "theirs/architect.agent.md",
            "---\ndescription: 'Architecture review of APIs and data models: boundaries, coupling, patterns.'\n"
                + "tools: ['codebase', 'search', 'usages']\n---\nYou are an architect.\n"
        );
        Put("theirs/README.md", "# Our agents\n\nCopy them to `.claude/agents`.\n");

        var built = await BuildAsync("--agents", folder);
        var json = await BuildAsync("--agents", folder, "--json");

        Assert.That(built.Code, Is.Zero, built.Error + built.Out);
        Assert.That(built.Out, Does.Contain("security-auditor joins as a reviewer of security").And.Contain("DEF064"));
        using var parsed = JsonDocument.Parse(json.Out);
        Assert.That(
            parsed
                .RootElement.GetProperty("verdicts")
                .EnumerateArray()
                .Select(static verdict => verdict.GetProperty("reviewer").GetString()),
            Is.SupersetOf(new[] { "security-auditor", "code-reviewer", "architect" }),
            json.Out
        );
    }

    [Test]
    public async Task A_namesake_takes_the_place_of_a_built_in_agent()
    {
        var own = Put("api-reviewer.md", "---\nname: api-reviewer\ndescription: Ours\n---\nJudge the API by our rules.\n");

        var built = await BuildAsync("--agents", own, "--json");

        Assert.That(built.Code, Is.Zero, built.Error + built.Out);
        using var json = JsonDocument.Parse(built.Out);
        Assert.That(json.RootElement.GetProperty("verdicts").GetArrayLength(), Is.EqualTo(6), "it still reviews");
    }

    [Test]
    public async Task A_team_file_seats_who_it_names()
    {
        var team = Put(
            "team.yaml",
            "name: small\nworkers:\n  - agent: backend-developer\nreviewers:\n  - agent: security-reviewer\n    areas: [security]\n"
        );

        var built = await BuildAsync("--team", team, "--json");

        Assert.That(built.Code, Is.Zero, built.Error + built.Out);
        using var json = JsonDocument.Parse(built.Out);
        Assert.That(
            json.RootElement.GetProperty("verdicts").EnumerateArray().Single().GetProperty("reviewer").GetString(),
            Is.EqualTo("security-reviewer")
        );
    }

    [Test]
    public async Task A_team_file_may_name_verifiers_that_a_run_goes_without()
    {
        var team = Put("team.yaml", "workers:\n  - agent: backend-developer\nverifiers: [dotnet]\n");
        var runs = Path.Combine(_folder, "runs");

        var built = await BuildAsync("--team", team, "--runs", runs);
        var replayed = await Cli.RunAsync("replay", runs, "--runs", runs, "--team", team);

        Assert.That(
            (built.Code, replayed.Code),
            Is.EqualTo((ExitCode.Ok, ExitCode.Ok)),
            built.Out + built.Error + replayed.Out + replayed.Error
        );
    }

    [TestCase(
        "own.md",
        "---\nname: own\ndescription: x\nmetadata:\n  areas: data\n---\n",
        "own.md:7:1: DEF003",
        TestName = "A_definition_without_a_prompt_is_refused"
    )]
    [TestCase(
        "own.md",
        "---\nname: own\ndescription: x\n---\nHelp.\n",
        "The agent 'own' has no seat in the team. Name the areas",
        TestName = "A_definition_without_a_seat_is_refused"
    )]
    public async Task A_definition_that_cannot_be_used_stops_before_anything_is_done(string name, string text, string message)
    {
        var refused = await BuildAsync("--agents", Put(name, text));

        Assert.That((refused.Code, Directory.Exists(Output)), Is.EqualTo((ExitCode.BadInput, false)), refused.Out + refused.Error);
        Assert.That(refused.Error, Does.Contain(message));
    }

    [Test]
    public async Task A_repaired_definition_is_said_with_its_line_and_used()
    {
        var own = Put("tax.md", "---\nname: tax-reviewer\ndescription: Use for: taxes\nmetadata:\n  areas: data\n---\nJudge taxes.\n");

        var built = await BuildAsync("--agents", own);

        Assert.That(built.Code, Is.Zero, built.Error + built.Out);
        Assert.That(built.Out + built.Error, Does.Contain("tax.md:3:").And.Contain("DEF004").And.Contain("tax-reviewer: approved"));
    }

    [TestCase("--agents", "none.md", "There is no file or folder")]
    [TestCase("--team", "none.yaml", "none.yaml")]
    public async Task A_missing_file_is_named(string option, string name, string message)
    {
        var refused = await BuildAsync(option, Path.Combine(_folder, name));

        Assert.That((refused.Code, Directory.Exists(Output)), Is.EqualTo((ExitCode.BadInput, false)), refused.Out + refused.Error);
        Assert.That(refused.Error, Does.Contain(message));
    }

    [Test]
    public async Task A_run_of_an_own_team_is_replayed_into_a_report()
    {
        var team = Put("team.yaml", "workers:\n  - agent: backend-developer\nreviewers:\n  - agent: data-reviewer\n    areas: [data]\n");
        var runs = Path.Combine(_folder, "runs");
        var page = Path.Combine(_folder, "page.html");
        Assert.That((await BuildAsync("--team", team, "--runs", runs)).Code, Is.Zero);

        var replayed = await Cli.RunAsync("replay", runs, "--runs", runs, "--team", team, "--report", page);

        Assert.That(replayed.Code, Is.Zero, replayed.Out + replayed.Error);
        Assert.That(await File.ReadAllTextAsync(page), Does.Contain("data-reviewer").And.Contain("approved"));
    }
}

using System.Text.Json;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Cli.Tests.Commands;

/// <summary>The commands that work on a blueprint: generate and check.</summary>
public sealed class BlueprintCommandTests
{
    private string _folder = "";
    private string _blueprint = "";

    [SetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("cli-").FullName;
        _blueprint = Path.Combine(_folder, "in.yaml");
        File.WriteAllText(_blueprint, BlueprintYaml.Write(SampleBlueprints.Social()));
    }

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private string Out => Path.Combine(_folder, "out");

    [Test]
    public async Task A_blueprint_becomes_a_folder_and_again_changes_nothing()
    {
        var first = await Cli.RunAsync("generate", _blueprint, "--out", Out);
        var second = await Cli.RunAsync("generate", _blueprint, "--out", Out, "--json");

        Assert.That(first.Code, Is.Zero, first.Error);
        Assert.That(File.Exists(Path.Combine(Out, "src/SocialMedia/Program.cs")), Is.True);
        var report = JsonDocument.Parse(second.Out).RootElement.GetProperty("report");
        Assert.That(report.GetProperty("written").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_hand_edit_is_reported_and_kept()
    {
        await Cli.RunAsync("generate", _blueprint, "--out", Out);
        var program = Path.Combine(Out, "src/SocialMedia/Program.cs");
        await File.AppendAllTextAsync(program, "// mine\n");
        var again = await Cli.RunAsync("generate", _blueprint, "--out", Out);

        Assert.That(again.Out, Does.Contain("kept your version of src/SocialMedia/Program.cs"));
        Assert.That(await File.ReadAllTextAsync(program), Does.EndWith("// mine\n"));
    }

    [Test]
    public async Task A_broken_blueprint_is_reported_as_a_compiler_would()
    {
        await File.WriteAllTextAsync(_blueprint, "service: { name: a, title: A }\nentites: []\n");
        var run = await Cli.RunAsync("generate", _blueprint, "--out", Out);

        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain("in.yaml:2:1@entites: BP005").And.Contain("entities"));
        Assert.That(Directory.Exists(Out), Is.False);
    }

    [TestCase("[]", "cites nothing")]
    [TestCase("[entity comment]", "'watermark'")]
    public async Task A_requirement_that_nothing_shows_is_told_by_check_and_generate(string proof, string reason)
    {
        await File.AppendAllTextAsync(
            _blueprint,
            $"requirements:\n- {{ id: r1, text: Pictures get a watermark., kind: data, state: placed, proof: {proof} }}\n"
        );

        var check = await Cli.RunAsync("check", _blueprint);
        var generate = await Cli.RunAsync("generate", _blueprint, "--out", Out);

        Assert.That(check.Out + generate.Out, Does.Match($"(?s)BP073.*{reason}.*r1 is open again.*{reason}"));
        Assert.That((check.Code, generate.Code), Is.EqualTo((0, 0)), "A person may leave it for later.");
    }

    [Test]
    public async Task A_folder_of_somebody_elses_is_left_alone()
    {
        var run = await Cli.RunAsync("generate", _blueprint, "--out", _folder);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Workspace));
        Assert.That(run.Error, Does.Contain("--into-existing"));
        Assert.That(Directory.GetFileSystemEntries(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_check_finds_hand_made_faults_and_fix_mends_what_rules_can()
    {
        await Cli.RunAsync("generate", _blueprint, "--out", Out);
        await File.WriteAllTextAsync(Path.Combine(Out, "Dockerfile"), "FROM ubuntu:latest\nUSER root\n");
        var check = await Cli.RunAsync("check", Out);
        var json = await Cli.RunAsync("check", Out, "--json");
        var fix = await Cli.RunAsync("check", _blueprint, "--fix");
        var after = await Cli.RunAsync("check", _blueprint, "--json");

        Assert.That(check.Code, Is.EqualTo(ExitCode.Findings));
        Assert.That(check.Out, Does.Contain("Dockerfile:2: error OPS003"));
        Assert.That(JsonDocument.Parse(json.Out).RootElement.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(fix.Out, Does.Contain("findings mended"));
        Assert.That(
            JsonDocument
                .Parse(after.Out)
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Where(static finding => finding.GetProperty("fixable").GetBoolean()),
            Is.Empty
        );
    }

    [Test]
    public async Task A_hand_edit_whose_generated_version_changed_is_said_to_fit_no_longer_until_it_was_looked_at()
    {
        await Cli.RunAsync("generate", _blueprint, "--out", Out);
        var edited = Directory
            .EnumerateFiles(Path.Combine(Out, "src"), "*.g.cs", SearchOption.AllDirectories)
            .First(static file =>
                Path.GetFileName(file).StartsWith("Post", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("Body", StringComparison.Ordinal)
            );
        var path = Path.GetRelativePath(Out, edited).Replace('\\', '/');
        await File.AppendAllTextAsync(edited, "// mine\n");
        var fits = await Cli.RunAsync("generate", _blueprint, "--out", Out);
        await File.WriteAllTextAsync(
            _blueprint,
            System.Text.RegularExpressions.Regex.Replace(
                await File.ReadAllTextAsync(_blueprint),
                "(?m)^(\\s*)name: body$",
                "$1name: content\n$1column: body"
            )
        );

        var outdated = await Cli.RunAsync("generate", _blueprint, "--out", Out);
        var check = await Cli.RunAsync("check", Out);
        await File.AppendAllTextAsync(edited, "// and merged\n");
        var merged = await Cli.RunAsync("generate", _blueprint, "--out", Out);

        Assert.That((fits.Code, outdated.Code, merged.Code), Is.EqualTo((ExitCode.Ok, ExitCode.Findings, ExitCode.Ok)), outdated.Out);
        Assert.That(outdated.Out, Does.Contain(path + ": It was edited by hand and no longer fits"));
        Assert.That(check.Code, Is.EqualTo(ExitCode.Findings));
        Assert.That(check.Out, Does.Contain(path + ": error FILES001"));
        Assert.That(await File.ReadAllTextAsync(edited), Does.EndWith("// mine\n// and merged\n"));
    }

    [Test]
    public async Task What_a_removed_entity_leaves_is_named_and_no_folder_stays_empty()
    {
        await Cli.RunAsync("generate", _blueprint, "--out", Out);
        var hooks = Directory.EnumerateFiles(Out, "*Hooks.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        await File.AppendAllTextAsync(hooks[0], "// mine\n");
        // Begun anew, as long as nothing is deployed: what is stored may go.
        File.Delete(Path.Combine(Out, ".backend-agents", "release.json"));
        await File.WriteAllTextAsync(
            _blueprint,
            "service: { name: social-media, title: Notes, description: Keeps notes. }\n"
                + "entities: [ { name: Memo, fields: [ { name: text, type: text, maxLength: 1000 } ] } ]\n"
        );

        var run = await Cli.RunAsync("generate", _blueprint, "--out", Out);

        string Relative(string file) => Path.GetRelativePath(Out, file).Replace('\\', '/');
        Assert.That(run.Code, Is.EqualTo(ExitCode.Findings), run.Out + run.Error);
        Assert.That(run.Out, Does.Contain(Relative(hooks[0]) + ": It was edited by hand and stays"));
        Assert.That(run.Out, Does.Contain("  removed " + Relative(hooks[1])));
        Assert.That(hooks.Count(File.Exists), Is.EqualTo(1), "what nobody had touched goes");
        Assert.That(
            Directory
                .EnumerateDirectories(Out, "*", SearchOption.AllDirectories)
                .Where(static folder => !Directory.EnumerateFileSystemEntries(folder).Any()),
            Is.Empty
        );
    }

    [Test]
    public async Task A_document_of_a_build_outlives_generate()
    {
        await Cli.RunAsync("build", "A library lends books. Every book has a title and an author.", "--out", Out, "--no-verify");
        var document = Path.Combine(Out, "docs", "brief.md");
        var before = await File.ReadAllTextAsync(document);

        var run = await Cli.RunAsync("generate", Path.Combine(Out, "backend.yaml"), "--out", Out);
        var check = await Cli.RunAsync("check", Out);

        Assert.That(run.Code, Is.Zero, run.Out);
        Assert.That(run.Out, Does.Contain("0 removed"));
        Assert.That(await File.ReadAllTextAsync(document), Is.EqualTo(before));
        Assert.That(check.Out, Does.Not.Contain("FILES"));
    }

    [TestCase(new[] { "biuld", "a shop" }, "There is no command 'biuld'. Did you mean 'build'?", "Commands: build, generate")]
    [TestCase(new[] { "agents", "lists" }, "There is no command 'lists'. Did you mean 'list'?", "See 'backend-agents agents --help'")]
    [TestCase(new[] { "check", "x", "--fixx" }, "'check' has no option '--fixx'. Did you mean '--fix'?", "Options: --fix")]
    [TestCase(new[] { "agents", "new", "p", "--reviews", "privacy" }, "does not take 'privacy'", "api, data, security")]
    [TestCase(new[] { "build", "x", "--out", "y", "-v", "loud" }, "does not take 'loud'", "quiet, normal, verbose")]
    [TestCase(new[] { "generate", "/proc/x", "--out", "y" }, "There is no file '/proc/x'.", "Name a backend.yaml")]
    [TestCase(new[] { "check", "/proc/x" }, "There is no file '/proc/x'.", "Name a backend.yaml")]
    public async Task A_slip_is_answered_once_with_what_was_meant_and_what_is_possible(string[] args, string error, string more)
    {
        var run = await Cli.RunAsync(args);

        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain(error).And.Contain(more));
        Assert.That(run.Error.Split("error: "), Has.Length.EqualTo(2), run.Error);
        Assert.That(run.Error, Does.Not.Contain("BackendAgents."));
    }

    [TestCase("generate")]
    [TestCase("fly")]
    [TestCase("check")]
    [TestCase("generate", "nowhere.yaml", "--out", "x")]
    public async Task A_wrong_command_line_is_bad_input(params string[] args)
    {
        var run = await Cli.RunAsync(args);

        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.StartWith("error: "));
    }

    [Test]
    public async Task A_person_waives_a_requirement_by_name_and_for_a_reason()
    {
        var requirement = new Requirement
        {
            Id = "fee",
            Text = "Each half hour costs 1.50.",
            Reason = "No fee is computed.",
        };
        await File.WriteAllTextAsync(_blueprint, BlueprintYaml.Write(SampleBlueprints.Social() with { Requirements = [requirement] }));
        await Cli.RunAsync("generate", _blueprint, "--out", Out);

        var unknown = await Cli.RunAsync("waive", Out, "fees", "--by", "Ada", "--reason", "Later");
        var nobody = await Cli.RunAsync("waive", Out, "fee", "--by", " ", "--reason", "Later");
        var waived = await Cli.RunAsync("waive", Out, "fee", "--by", "Ada", "--reason", "Not before summer");

        Assert.That(unknown.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(unknown.Error, Does.Contain("It has fee."));
        Assert.That(nobody.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(waived.Code, Is.Zero, waived.Error);
        var yaml = await File.ReadAllTextAsync(Path.Combine(Out, "backend.yaml"));
        Assert.That(yaml, Does.Contain("state: waived").And.Contain("waivedBy: Ada").And.Contain("reason: Not before summer"));
        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(Out, "README.md")),
            Does.Contain("waived by Ada: Not before summer").And.Not.Contain("## Open")
        );
    }
}

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
        Assert.That(run.Error, Does.Contain("in.yaml(2,1): BP005").And.Contain("entities"));
        Assert.That(Directory.Exists(Out), Is.False);
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
}

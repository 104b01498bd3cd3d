using System.Text.Json;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Writing;

namespace BackendAgents.Cli.Tests.Commands;

/// <summary><c>agents validate</c> with its fixes and its SARIF, <c>agents new</c>, and the A2A card of <c>agents show</c>.</summary>
public sealed class AgentsValidateCommandTests
{
    private const string Broken = "---\r\nname: helper\r\ndescription: Use for: tests\r\n---\r\n\r\nWork.\r\n";

    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("agents-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private string Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Test]
    public async Task Fix_writes_the_front_matter_and_nothing_else()
    {
        var path = Put("helper.md", Broken);

        var before = await Cli.RunAsync("agents", "validate", path);
        var mended = await Cli.RunAsync("agents", "validate", path, "--fix");
        var again = await Cli.RunAsync("agents", "validate", path);

        Assert.That((before.Code, mended.Code, again.Code), Is.EqualTo((ExitCode.Findings, ExitCode.Ok, ExitCode.Ok)), mended.Out);
        Assert.That(mended.Out, Does.Contain("1 file mended"));
        Assert.That(File.ReadAllText(path), Is.EqualTo("---\r\nname: helper\r\ndescription: \"Use for: tests\"\r\n---\r\n\r\nWork.\r\n"));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1), "nothing is left beside it");
    }

    [Test]
    public async Task Sarif_has_every_diagnostic_with_its_place()
    {
        var path = Put("helper.md", Broken);
        var log = Path.Combine(_folder, "log.sarif");

        var written = await Cli.RunAsync("agents", "validate", path, "--sarif", log);
        var printed = await Cli.RunAsync("agents", "validate", path, "--sarif", "-");

        Assert.That((written.Code, printed.Code), Is.EqualTo((ExitCode.Findings, ExitCode.Findings)));
        Assert.That(printed.Out, Is.EqualTo(File.ReadAllText(log)));
        using var json = JsonDocument.Parse(printed.Out);
        var run = json.RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results")
            .EnumerateArray()
            .Select(static result =>
                (
                    result.GetProperty("ruleId").GetString(),
                    result.GetProperty("level").GetString(),
                    result
                        .GetProperty("locations")[0]
                        .GetProperty("physicalLocation")
                        .GetProperty("region")
                        .GetProperty("startLine")
                        .GetInt32()
                )
            );
        Assert.That(json.RootElement.GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
        Assert.That(
            results,
            Is.EqualTo(new[] { ("DEF020", "warning", 3), ("DEF004", "warning", 3) })
                .Or.EqualTo(new[] { ("DEF004", "warning", 3), ("DEF020", "warning", 3) })
        );
        Assert.That(run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_folder_is_checked_with_all_its_forms()
    {
        Put("one.md", "---\nname: one\ndescription: One\n---\nWork.\n");
        Put("two.agent.md", "---\nname: two\ndescription: Two\n---\nWork.\n");
        Put("three.yaml", "type: chat_completion_agent\nname: three\ndescription: Three\ninstructions: Work.\n");
        Put("config.yaml", "colour: blue\n");

        var checkedAll = await Cli.RunAsync("agents", "validate", _folder);

        Assert.That(checkedAll.Out, Does.Contain("3 files loaded, 0 repaired or wrong"), checkedAll.Out);
        Assert.That(checkedAll.Code, Is.EqualTo(ExitCode.Ok));
    }

    [TestCase("privacy-reviewer", "--reviews", "security")]
    [TestCase("helper")]
    [TestCase("my-developer", "--from", "backend-developer")]
    public async Task New_begins_a_definition_that_validates(string name, params string[] more)
    {
        var made = await Cli.RunAsync(["agents", "new", name, "--out", _folder, .. more]);
        var path = Path.Combine(_folder, name + ".md");
        var valid = await Cli.RunAsync("agents", "validate", path);
        var again = await Cli.RunAsync(["agents", "new", name, "--out", _folder, .. more]);

        Assert.That((made.Code, valid.Code, again.Code), Is.EqualTo((ExitCode.Ok, ExitCode.Ok, ExitCode.BadInput)), made.Error + valid.Out);
        Assert.That(AgentDefinitionLoader.LoadFile(path).Definition.Name, Is.EqualTo(name));
        Assert.That(again.Error, Does.Contain("is there already"));
    }

    [TestCase("Has Spaces")]
    [TestCase("../up")]
    [TestCase("UPPER")]
    public async Task New_refuses_what_is_no_name(string name)
    {
        var refused = await Cli.RunAsync("agents", "new", name, "--out", _folder);

        Assert.That((refused.Code, Directory.GetFiles(_folder).Length), Is.EqualTo((ExitCode.BadInput, 0)), refused.Out);
    }

    [Test]
    public async Task A_card_describes_an_agent_to_other_agents()
    {
        var shown = await Cli.RunAsync("agents", "show", "backend-developer", "--card", "https://agents.example/backend");

        using var card = JsonDocument.Parse(shown.Out);
        var root = card.RootElement;
        Assert.That(
            (root.GetProperty("name").GetString(), root.GetProperty("url").GetString(), root.GetProperty("protocolVersion").GetString()),
            Is.EqualTo(("backend-developer", "https://agents.example/backend", "0.3.0"))
        );
        Assert.That(
            root.GetProperty("skills")[0].GetProperty("examples").EnumerateArray().Select(static example => example.GetString()),
            Has.Member("We need a REST API for posts and comments with login").And.Exactly(3).Items
        );
        Assert.That(
            root.GetProperty("description").GetString(),
            Does.StartWith("Use this agent for anything on the server side").And.Not.Contain("REST API for posts")
        );
        Assert.That((await Cli.RunAsync("agents", "show", "backend-developer", "--card", "nowhere")).Code, Is.EqualTo(ExitCode.BadInput));
    }

    [Test]
    public void Every_built_in_definition_is_in_order_and_round_trips()
    {
        foreach (var definition in AgentDefinitionLoader.BuiltIn())
            Assert.That(
                AgentDefinitionLoader.Parse(AgentDefinitionWriter.Write(definition), definition.Name + ".md").Diagnostics,
                Is.Empty,
                definition.Name
            );
    }
}

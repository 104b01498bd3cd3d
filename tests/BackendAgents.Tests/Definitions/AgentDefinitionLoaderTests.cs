using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Tests.Definitions;

/// <summary>Definitions as people have them: each loads, reads as a person reads it, and says with its line what was repaired.</summary>
public sealed class AgentDefinitionLoaderTests
{
    // Front matter, the description that a person reads, and the diagnostics as code@line.
    private static IEnumerable<TestCaseData> Quirks()
    {
        static TestCaseData Case(string name, string front, string description, params string[] diagnostics) =>
            new TestCaseData(front, description, diagnostics).SetArgDisplayNames(name);

        yield return Case("in order", "name: cook\ndescription: Cooks.\n", "Cooks.");
        yield return Case("block scalar", "name: cook\ndescription: |\n  Cooks.\n  Well.\n", "Cooks.\nWell.");
        yield return Case("folded scalar", "name: cook\ndescription: >\n  Cooks\n  well.\n", "Cooks well.");
        yield return Case("double quotes", "name: cook\ndescription: \"Cooks: \\\"well\\\".\\nDaily.\"\n", "Cooks: \"well\".\nDaily.");
        yield return Case("single quotes", "name: cook\ndescription: 'It''s a cook: good.'\n", "It's a cook: good.");
        yield return Case(
            "unquoted colon",
            "name: cook\ndescription: Use when hungry: it cooks.\n",
            "Use when hungry: it cooks.",
            "DEF004@3",
            "DEF020@3"
        );
        yield return Case(
            "literal line breaks",
            "name: cook\ndescription: Cooks.\\n\\nExample: none\n",
            "Cooks.\n\nExample: none",
            "DEF004@3",
            "DEF020@3",
            "DEF021@3"
        );
        yield return Case(
            "literal line breaks in a plain value",
            "name: cook\ndescription: Cooks.\\nDaily.\n",
            "Cooks.\nDaily.",
            "DEF021@3"
        );
        yield return Case(
            "examples with unindented lines",
            "name: cook\ndescription: Use it for meals. <example>\nContext: It is noon.\nuser: \"I am hungry\"\n"
                + "assistant: \"I call the cook\"\n</example>\nmodel: sonnet\n",
            "Use it for meals. <example>\nContext: It is noon.\nuser: \"I am hungry\"\nassistant: \"I call the cook\"\n</example>",
            "DEF004@7",
            "DEF020@3"
        );
        yield return Case(
            "a known key within an example",
            "name: cook\ndescription: Meals. <example>\nname: Ada\nuser: \"Soup\"\n</example>\ntools: Read\n",
            "Meals. <example>\nname: Ada\nuser: \"Soup\"\n</example>",
            "DEF004@6",
            "DEF020@3"
        );
        yield return Case(
            "an example never closed",
            "name: cook\ndescription: Meals: <example> soup\nmodel: opus\n",
            "Meals: <example> soup",
            "DEF004@3",
            "DEF020@3"
        );
        yield return Case(
            "a quote never closed",
            "name: cook\ndescription: \"Cooks well\nmodel: opus\n",
            "Cooks well",
            "DEF004@3",
            "DEF020@3"
        );
        yield return Case(
            "quotes within quotes",
            "name: cook\ndescription: \"Say \"soup\" and it cooks\"\nmodel: opus\n",
            "Say \"soup\" and it cooks",
            "DEF004@3",
            "DEF020@3"
        );
        yield return Case("a number sign", "name: cook\ndescription: Knows C # and F # well\n", "Knows C # and F # well", "DEF022@3");
        yield return Case("brackets", "name: cook\ndescription: [beta] cooks\n", "[beta] cooks", "DEF004@3", "DEF020@3");
        yield return Case("a list by accident", "name: cook\ndescription: [beta]\n", "[beta]", "DEF023@3");
        yield return Case("a tab", "name: cook\ndescription:\tCooks: well\n", "Cooks: well", "DEF004@3", "DEF020@3");
        yield return Case("an at sign", "name: cook\ndescription: @chef cooks\n", "@chef cooks", "DEF004@3", "DEF020@3");
        yield return Case("a star", "name: cook\ndescription: *the* cook\n", "*the* cook", "DEF004@3", "DEF020@3");
        yield return Case("emoji", "name: cook\ndescription: 🍲 cooks, très bien\n", "🍲 cooks, très bien");
        yield return Case("a misspelt field", "name: cook\ndescripton: Cooks.\n", "Cooks.", "DEF005@3");
        yield return Case("another case", "Name: cook\nDescription: Cooks.\n", "Cooks.", "DEF005@2", "DEF005@3");
        yield return Case("an unknown field", "name: cook\ndescription: Cooks.\nflavour: sweet\n", "Cooks.", "DEF017@4");
        yield return Case("a field twice", "name: cook\ndescription: Cooks.\ndescription: Bakes.\n", "Cooks.", "DEF024@4");
        yield return Case("no description", "name: cook\n", "You cook.", "DEF006@2");
        yield return Case("a field that is not enforced", "name: cook\ndescription: Cooks.\npermissionMode: plan\n", "Cooks.", "DEF040@4");
    }

    [TestCaseSource(nameof(Quirks))]
    public void A_quirk_is_read_as_a_person_reads_it(string front, string description, string[] diagnostics)
    {
        foreach (
            var text in (string[])
                [
                    $"---\n{front}---\nYou cook.\n",
                    $"---\n{front}---\n\nYou cook.\n".Replace("\n", "\r\n", StringComparison.Ordinal),
                    $"\uFEFF---\n{front}---\nYou cook.\n",
                ]
        )
        {
            var result = AgentDefinitionLoader.Parse(text, "agents/cook.md");

            Assert.That(result.Definition.Name, Is.EqualTo("cook"));
            Assert.That(result.Definition.Description, Is.EqualTo(description));
            Assert.That(result.Definition.Instructions, Is.EqualTo("You cook."));
            Assert.That(
                result.Diagnostics.Select(static found => $"{found.Code}@{found.Place.Line}"),
                Is.EquivalentTo(diagnostics),
                string.Join('\n', result.Diagnostics)
            );
            Assert.That(
                result.Diagnostics,
                Is.All.Matches<Diagnostic>(static found =>
                    found.Place.Column >= 1 && found.Message.Length > 0 && found.Remedy.Length > 0 && found.Place.File == "agents/cook.md"
                )
            );
        }
    }

    [TestCase("tools: Read, Write,Bash", "Read|Write|Bash")]
    [TestCase("tools: [Read, Write]", "Read|Write")]
    [TestCase("tools:\n  - Read\n  - mcp__github__create_issue", "Read|mcp__github__create_issue")]
    [TestCase("tools:\n- Read\n- Write", "Read|Write")]
    [TestCase("tools: Read", "Read")]
    [TestCase("tools: \"Read, Write\"", "Read|Write")]
    [TestCase("tools: Bash(git add:*, git commit:*), Read", "Bash(git add:*, git commit:*)|Read")]
    [TestCase("tools: *", "*")]
    [TestCase("tools: []", "")]
    [TestCase("tools:", "")]
    public void Tools_are_a_list_however_they_are_written(string front, string tools) =>
        Assert.That(string.Join('|', Parse(front).Definition.Tools!), Is.EqualTo(tools));

    [TestCase("mode: subagent\ntools:\n  write: false\n  Bash: false", null, "write|Bash")]
    [TestCase("tools:\n  read: true\n  write: false", "read", "write")]
    [TestCase("tools:\n  \"*\": false\n  Read: true", "Read", "")]
    [TestCase("tools:\n  \"*\": false", "", "")]
    public void Tools_are_switches_as_well_and_what_is_off_is_taken_away(string front, string? tools, string off)
    {
        var definition = Parse(front).Definition;

        Assert.That(definition.Tools is { } named ? string.Join('|', named) : null, Is.EqualTo(tools));
        Assert.That(string.Join('|', definition.DisallowedTools), Is.EqualTo(off));
        Assert.That(definition.Model, Is.Null);
    }

    [Test]
    public void Absent_tools_are_not_an_empty_list() => Assert.That(Parse("color: red").Definition.Tools, Is.Null);

    [TestCase("model: sonnet", "sonnet", "")]
    [TestCase("model: inherit", null, "")]
    [TestCase("model: opus, sonnet", "opus", "sonnet")]
    [TestCase("model: ['gpt-5', 'o4']", "gpt-5", "o4")]
    public void A_model_is_an_alias_with_alternatives(string front, string? model, string alternatives)
    {
        var definition = Parse(front).Definition;

        Assert.That(definition.Model, Is.EqualTo(model));
        Assert.That(string.Join('|', definition.ModelAlternatives), Is.EqualTo(alternatives));
    }

    [TestCase("PowerShell 5.1 Expert", "powershell-5-1-expert")]
    [TestCase("powershell-5.1-expert", "powershell-5-1-expert")]
    [TestCase("Crème_Brûlée", "creme-brulee")]
    [TestCase("料理", "u6599-u7406")]
    public void A_name_is_made_fit_and_that_is_said(string written, string name)
    {
        var result = AgentDefinitionLoader.Parse($"---\nname: {written}\ndescription: Cooks.\n---\nYou cook.\n", "x.md");

        Assert.That(result.Definition.Name, Is.EqualTo(name));
        Assert.That(result.Definition.Title, Is.EqualTo(written));
        Assert.That(result.Diagnostics.Single().Code, Is.EqualTo("DEF007"));
    }

    [Test]
    public void The_body_is_literal_with_its_rules_and_braces()
    {
        var result = AgentDefinitionLoader.Parse("---\nname: cook\ndescription: Cooks.\n---\nOne.\n\n---\n\n{{two}}\n", "cook.md");

        Assert.That(result.Definition.Instructions, Is.EqualTo("One.\n\n---\n\n{{two}}"));
        Assert.That(result.Diagnostics.Select(static found => $"{found.Code}@{found.Place.Line}"), Is.EqualTo((string[])["DEF032@9"]));
    }

    [TestCase("", "DEF002,DEF003,DEF006,DEF006")]
    [TestCase("# Cook\n\nYou cook.\n", "DEF002,DEF006,DEF006")]
    [TestCase("---\nname: cook\ndescription: Cooks.\n", "DEF010,DEF003")]
    [TestCase("---\nname: cook\ndescription: Cooks.\n\n# Cook\nYou cook.\n", "DEF010")]
    [TestCase("\n\n---\nname: cook\ndescription: Cooks.\n---\nYou cook.\n", "DEF009")]
    public void A_file_out_of_shape_loads_all_the_same(string text, string codes)
    {
        var result = AgentDefinitionLoader.Parse(text, "cook.md");

        Assert.That(result.Definition.Name, Is.EqualTo("cook"));
        Assert.That(
            result.Diagnostics.Select(static found => found.Code),
            Is.EquivalentTo(codes.Split(',')),
            string.Join('\n', result.Diagnostics)
        );
    }

    [Test]
    public void What_is_not_utf8_is_said_with_its_place()
    {
        byte[] bytes = [.. "---\nname: cook\ndescription: Cr"u8, 0xE8, .. "me.\n---\nYou cook.\n"u8];

        var result = AgentDefinitionLoader.Parse(bytes, "cook.md");

        Assert.That(result.Definition.Description, Is.EqualTo("Cr\uFFFDme."));
        var diagnostic = result.Diagnostics.Single();
        Assert.That((diagnostic.Code, diagnostic.Place.Line, diagnostic.Place.Column), Is.EqualTo(("DEF011", 3, 16)));
    }

    [Test]
    public void Ten_megabytes_are_read_as_far_as_the_bound()
    {
        var bytes = Encoding.UTF8.GetBytes("---\nname: cook\ndescription: Cooks.\n---\n" + new string('x', 10 * 1024 * 1024));

        var result = AgentDefinitionLoader.Parse(bytes, "cook.md");

        Assert.That(result.Diagnostics.Select(static found => found.Code), Is.EquivalentTo((string[])["DEF001", "DEF031"]));
        Assert.That(result.Definition.Instructions, Has.Length.LessThan(AgentDefinitionLoader.MaxLength));
    }

    [Test]
    public void A_folder_is_read_whole_and_a_loop_of_links_ends()
    {
        var folder = Directory.CreateTempSubdirectory("definitions-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "b"));
            File.WriteAllText(Path.Combine(folder, "b", "two.md"), "---\nname: two\ndescription: Two.\n---\nTwo.\n");
            File.WriteAllText(Path.Combine(folder, "one.md"), "You are a cook, and that is all.");
            Directory.CreateSymbolicLink(Path.Combine(folder, "b", "loop"), folder);

            Assert.That(
                AgentDefinitionLoader.LoadFolder(folder).Select(static result => result.Definition.Name),
                Is.EqualTo((string[])["two", "one"])
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void What_is_no_agent_in_a_folder_is_told_from_agents_and_said_once()
    {
        var folder = Directory.CreateTempSubdirectory("definitions-").FullName;
        try
        {
            foreach (
                var (path, text) in new[]
                {
                    ("README.md", "# Agents\n\nYou are welcome to copy them.\n"),
                    ("agents/README.md", "---\ntitle: All of them\n---\nA list.\n"),
                    ("agents/reviewer.md", "---\nname: reviewer\ndescription: Reviews\n---\nYou review.\n"),
                    ("agents/plain.md", "You are a tester. Test it.\n"),
                    ("commands/ship.md", "---\ndescription: Ship it\nargument-hint: where\n---\nShip to $ARGUMENTS.\n"),
                    ("flat-command.md", "---\nallowed-tools: Bash(git:*)\ndescription: Commit\n---\nCommit.\n"),
                    ("skills/pdf/SKILL.md", "---\nname: pdf\ndescription: Reads PDF\n---\nRead.\n"),
                    ("skills/pdf/reference.md", "# Reference\n"),
                    (".github/copilot-instructions.md", "You are in a C# project.\n"),
                    ("tidy.prompt.md", "---\nmode: agent\ndescription: Tidy\n---\nTidy.\n"),
                    (".claude-plugin/plugin.json", "{}"),
                    ("node_modules/x/agents/no.md", "---\nname: no\ndescription: No\n---\nYou.\n"),
                }
            )
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                File.WriteAllText(Path.Combine(folder, path), text);
            }

            var agents = AgentDefinitionLoader.LoadFolder(folder, out var leftOut);

            Assert.That(agents.Select(static result => result.Definition.Name), Is.EquivalentTo(new[] { "reviewer", "plain" }));
            Assert.That(
                leftOut.Select(found => $"{found.Code} {Path.GetRelativePath(folder, found.Place.File).Replace('\\', '/')}"),
                Is.EquivalentTo(
                    new[]
                    {
                        "DEF064 README.md",
                        "DEF064 agents/README.md",
                        "DEF062 commands/ship.md",
                        "DEF062 flat-command.md",
                        "DEF063 skills/pdf/SKILL.md",
                        "DEF064 skills/pdf/reference.md",
                        "DEF065 .github/copilot-instructions.md",
                        "DEF065 tidy.prompt.md",
                        "DEF066 .claude-plugin/plugin.json",
                    }
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void The_highest_bound_on_turns_is_the_same_here_and_there() =>
        Assert.That(
            BackendAgents.Definitions.Reading.DefinitionBinder.HighestMaxTurns,
            Is.EqualTo(BackendAgents.Agents.KernelAgentOptions.HighestMaxTurns)
        );

    [Test]
    public void Many_examples_never_closed_take_linear_time()
    {
        var text =
            "---\nname: cook\ndescription: a: b\n"
            + string.Concat(Enumerable.Repeat("<example>\nuser: soup\n", 30_000))
            + "---\nYou cook.\n";

        Assert.That(AgentDefinitionLoader.Parse(text, "cook.md").Definition.Description, Does.EndWith("user: soup"));
    }

    [Test]
    public void Our_own_definitions_are_in_order() =>
        Assert.That(
            AgentDefinitionLoader
                .LoadFolder(Path.Combine(GeneratedFile.Root, "agents"))
                .SelectMany(static result => result.Diagnostics)
                .Where(static found => found.Severity != Severity.Info),
            Is.Empty
        );

    private static AgentDefinitionResult Parse(string front) =>
        AgentDefinitionLoader.Parse($"---\nname: cook\ndescription: Cooks.\n{front}\n---\nYou cook.\n", "cook.md");
}

using BackendAgents.Definitions;
using BackendAgents.Definitions.Tools;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Definitions.Tools;

/// <summary>What tool names of definitions stand for, and what becomes of those that stand for nothing.</summary>
public sealed class ToolTableTests
{
    private static readonly string[] s_ours =
    [
        "blueprint",
        "schema",
        "openapi",
        "docker",
        "review",
        "workspace",
        "requirements",
        "code",
        "scenario",
    ];

    private static KernelPluginCollection Plugins(params string[] more)
    {
        var plugins = new KernelPluginCollection();
        plugins.AddBackend();
        foreach (var name in more)
            plugins.Add(
                KernelPluginFactory.CreateFromFunctions(
                    name,
                    [
                        KernelFunctionFactory.CreateFromMethod(() => "done", "create_issue"),
                        KernelFunctionFactory.CreateFromMethod(() => "done", "close"),
                    ]
                )
            );
        return plugins;
    }

    private static AgentDefinition Definition(string[]? tools, string[]? disallowed = null, Area[]? areas = null) =>
        new()
        {
            Name = "agent",
            Description = "",
            Instructions = "Work.",
            Tools = tools,
            DisallowedTools = disallowed ?? [],
            Areas = areas ?? [],
        };

    private static string[] Names(ToolSelection selection) =>
        [.. selection.Functions.Select(static function => $"{function.PluginName}-{function.Name}")];

    [TestCase("Read", "workspace-read")]
    [TestCase("read", "blueprint-get")]
    [TestCase("Write", "workspace-write")]
    [TestCase("Edit", "blueprint-edit")]
    [TestCase("MultiEdit", "blueprint-edit")]
    [TestCase("Grep", "workspace-search")]
    [TestCase("Glob", "workspace-list")]
    [TestCase("search", "workspace-search")]
    [TestCase("search/codebase", "workspace-search")]
    [TestCase("edit/editFiles", "blueprint-edit")]
    [TestCase("problems", "review-check")]
    [TestCase("blueprint-get", "blueprint-get")]
    [TestCase("blueprint.get", "blueprint-get")]
    [TestCase("schema", "schema-ddl")]
    [TestCase("Read(./src/**)", "workspace-read")]
    [TestCase("mcp__github__create_issue", "github-create_issue")]
    [TestCase("mcp__github", "github-close")]
    [TestCase("mcp__my-git.hub__create-issue", "my_git_hub-create_issue")]
    [TestCase("github/create_issue", "github-create_issue")]
    [TestCase("github/*", "github-close")]
    [TestCase("Task", "agents-create_issue")]
    [TestCase("Task(create-issue)", "agents-create_issue")]
    public void A_name_is_the_function_that_does_its_work(string tool, string function)
    {
        var selection = ToolSelection.Of(Plugins("github", "my_git_hub", "agents"), Definition([tool]));

        Assert.That(Names(selection), Does.Contain(function));
    }

    [Test]
    public void Every_mapped_name_finds_functions_and_every_pattern_of_ours_exists()
    {
        foreach (var name in ToolTable.Names)
        {
            var meaning = ToolTable.Default.Of(name);
            var selection = ToolSelection.Of(Plugins("agents"), Definition([name]));
            if (meaning.Kind == ToolKind.Foreign)
                Assert.That(
                    (selection.Functions.Count, selection.Notes.Single().Reason),
                    Is.EqualTo((0, $"it is known, but not offered: {meaning.Note}")),
                    name
                );
            else
                Assert.That((selection.Functions.Count >= meaning.Patterns.Count, selection.Notes.Count), Is.EqualTo((true, 0)), name);
        }
    }

    [Test]
    public void Nothing_is_offered_beyond_what_is_named()
    {
        Assert.That(Names(ToolSelection.Of(Plugins("shop"), Definition(["Glob"]))), Is.EqualTo(new[] { "workspace-list" }));
        Assert.That(ToolSelection.Of(Plugins("shop"), Definition([])).Functions, Is.Empty);
    }

    [Test]
    public void Without_tools_a_maker_gets_ours_and_a_reviewer_what_reads()
    {
        var maker = ToolSelection.Of(Plugins("shop"), Definition(null));
        var reviewer = ToolSelection.Of(Plugins("shop"), Definition(null, areas: [Area.Security]));

        Assert.That(maker.Functions.Select(static function => function.PluginName).Distinct(), Is.EquivalentTo(s_ours));
        Assert.That(Names(reviewer), Is.EquivalentTo(ToolTable.ReviewerDefaults));
        Assert.That(maker.Notes.Concat(reviewer.Notes), Is.Empty);
    }

    [Test]
    public void The_table_knows_every_function_of_ours() =>
        Assert.That(
            ToolTable.Own,
            Is.EquivalentTo(Plugins().SelectMany(static plugin => plugin.Select(function => $"{plugin.Name}-{function.Name}")))
        );

    [Test]
    public void All_is_everything_when_it_is_said() =>
        Assert.That(
            ToolSelection.Of(Plugins("shop"), Definition(["*"])).Functions.Select(static function => function.PluginName).Distinct(),
            Is.EquivalentTo(s_ours.Append("shop"))
        );

    [Test]
    public void What_is_disallowed_wins()
    {
        var selection = ToolSelection.Of(Plugins(), Definition(["Read", "Write", "workspace"], ["Write", "workspace-search"]));

        Assert.That(
            Names(selection),
            Does.Contain("workspace-read")
                .And.Not.Contain("workspace-write")
                .And.Not.Contain("workspace-search")
                .And.Not.Contain("blueprint-replace")
        );
    }

    [Test]
    public void A_slip_is_said_with_what_was_meant_also_where_it_would_have_forbidden_something()
    {
        var selection = ToolSelection.Of(Plugins(), Definition(["Raed", "Frobnicate"], ["Wirte"]));

        Assert.That(selection.Functions, Is.Empty);
        Assert.That(
            selection.Notes,
            Is.EqualTo(
                new[]
                {
                    new ToolNote("Raed", false, "no function is called so; 'Read' was probably meant"),
                    new ToolNote("Frobnicate", false, "no function is called so"),
                    new ToolNote("Wirte", true, "no function is called so; 'Write' was probably meant"),
                }
            )
        );
    }

    [Test]
    public void A_host_maps_names_of_its_own()
    {
        var table = ToolTable.Default.With("Bash", "shop.create_issue").With("Frobnicate", "shop");

        var selection = ToolSelection.Of(Plugins("shop"), Definition(["Bash", "frobnicate"]), table);

        Assert.That((string.Join(",", Names(selection)), selection.Notes.Count), Is.EqualTo(("shop-create_issue,shop-close", 0)));
    }

    [Test]
    public void A_server_that_is_not_there_is_said() =>
        Assert.That(
            ToolSelection.Of(Plugins(), Definition(["mcp__github__create_issue"])).Notes.Single().Reason,
            Is.EqualTo("no plugin of that server's name was added by the host")
        );

    [Test]
    public void Who_reviews_is_offered_what_reviewing_needs_whatever_its_tools_name()
    {
        var reviewer = Definition(["Read"]) with { Areas = [BackendAgents.Engineering.Diagnostics.Area.Security] };

        Assert.That(
            ToolSelection.Of(Plugins(), reviewer).Functions.Select(static function => $"{function.PluginName}-{function.Name}"),
            Is.SupersetOf(ToolTable.ReviewerNeeds)
        );
        Assert.That(
            ToolSelection
                .Of(Plugins(), reviewer with { DisallowedTools = ["review-check"] })
                .Functions.Select(static function => function.Name),
            Does.Not.Contain("check")
        );
    }

    [Test]
    public void The_loader_reports_slips_and_what_is_not_offered_with_their_line()
    {
        var result = AgentDefinitionLoader.Parse(
            "---\nname: a\ndescription: b\ntools: Read, Raed, mcp__x__y, shop.price\ndisallowedTools:\n  - Bash(rm *)\n"
                + "  - Wriet\n---\nWork.\n",
            "a.md"
        );

        Assert.That(
            result.Diagnostics.Select(static found => $"{found.Code}@{found.Place.Line}"),
            Is.EqualTo(new[] { "DEF035@4", "DEF035@4", "DEF036@6", "DEF035@7" })
        );
        Assert.That(result.Diagnostics[0].Remedy, Does.StartWith("Write 'Read'"));
        Assert.That(result.Diagnostics[3].Remedy, Does.StartWith("Write 'Write'"));
    }
}

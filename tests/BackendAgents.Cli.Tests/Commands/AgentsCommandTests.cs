using System.Text.Json;

namespace BackendAgents.Cli.Tests.Commands;

public sealed class AgentsCommandTests
{
    [Test]
    public async Task List_names_the_developer_and_the_reviewers()
    {
        var run = await Cli.RunAsync("agents", "list", "--json");

        var names = JsonDocument.Parse(run.Out).RootElement.EnumerateArray().Select(static agent => agent.GetProperty("name").GetString());
        Assert.That(run.Code, Is.Zero);
        Assert.That(
            names,
            Is.EquivalentTo(
                (string[])
                    [
                        "backend-developer",
                        "api-reviewer",
                        "data-reviewer",
                        "security-reviewer",
                        "performance-reviewer",
                        "operations-reviewer",
                        "quality-reviewer",
                    ]
            )
        );
        Assert.That((await Cli.RunAsync("agents", "list")).Out, Does.Contain("security-reviewer").And.Contain("reviews security"));
    }

    [Test]
    public async Task Show_prints_the_prompt_and_an_unknown_name_is_answered_with_the_known()
    {
        Assert.That((await Cli.RunAsync("agents", "show", "data-reviewer")).Out, Does.Contain("You review"));
        var run = await Cli.RunAsync("agents", "show", "nobody");
        Assert.That(run.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(run.Error, Does.Contain("no agent 'nobody'").And.Contain("backend-developer"));
    }

    [Test]
    public async Task Validate_says_file_line_and_remedy_of_what_is_broken()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".md");
        await File.WriteAllTextAsync(file, "---\nname: cook\n---\nYou cook.\n");
        try
        {
            var run = await Cli.RunAsync("agents", "validate", file);

            Assert.That(run.Code, Is.EqualTo(ExitCode.Findings));
            Assert.That(run.Out, Does.Match(@"\.md:\d+:\d+: \w+ DEF\d+: .*description"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Our_own_definitions_are_in_order()
    {
        var run = await Cli.RunAsync("agents", "validate", Path.Combine(GeneratedFile.Root, "agents"));

        Assert.That(run.Code, Is.Zero, run.Out);
    }
}

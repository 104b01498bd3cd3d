using System.Text.Json;

namespace BackendAgents.Cli.Tests.Commands;

/// <summary><c>agents route</c>, and which agents the commands know.</summary>
public sealed class AgentsRouteCommandTests
{
    [TestCase("Now implement the backend services for my shop", "backend-developer")]
    [TestCase("centre this div", "no agent")]
    [TestCase("Please review the security of our login", "security-reviewer")]
    public async Task A_message_goes_to_the_agent_that_should_take_it(string message, string agent)
    {
        var routed = await Cli.RunAsync("agents", "route", message);

        Assert.That((routed.Code, routed.Out.Split('\n')[0].Trim()), Is.EqualTo((ExitCode.Ok, agent)), routed.Out);
        Assert.That(routed.Out, Does.Match(@"score [01]\.\d\d: \w"));
    }

    [Test]
    public async Task Agents_of_a_folder_are_known_too()
    {
        var folder = Directory.CreateTempSubdirectory("route-").FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "tax.md"),
                "---\nname: tax-adviser\ndescription: Use this agent for questions about taxes and tax returns.\n---\n"
                    + "You advise on taxes.\n"
            );

            var listed = await Cli.RunAsync("agents", "list", "--source", folder, "--json");
            var routed = await Cli.RunAsync("agents", "route", "Help me with the tax return of my company", "--source", folder, "--json");

            using var list = JsonDocument.Parse(listed.Out);
            using var decision = JsonDocument.Parse(routed.Out);
            Assert.That(
                list.RootElement.EnumerateArray().Select(static agent => agent.GetProperty("name").GetString()),
                Has.Member("tax-adviser").And.Member("backend-developer")
            );
            Assert.That(decision.RootElement.GetProperty("agent").GetString(), Is.EqualTo("tax-adviser"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("agents", "route", "")]
    [TestCase("agents", "route", "hello", "--source", "no-such-folder")]
    [TestCase("agents", "list", "--source", "no-such-folder")]
    public async Task Bad_input_is_said(params string[] arguments)
    {
        var refused = await Cli.RunAsync(arguments);

        Assert.That(refused.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(refused.Error, Does.StartWith("error: "));
    }
}

using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace BackendAgents.Cli.Tests.Mcp;

/// <summary>A real client of the protocol talks to the tool as a process.</summary>
public sealed class McpCommandTests
{
    [Test]
    public async Task A_client_lists_the_functions_and_designs_with_them()
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "backend-agents.dll");
        await using var client = await McpClient.CreateAsync(
            new StdioClientTransport(new StdioClientTransportOptions { Command = "dotnet", Arguments = [tool, "mcp"] })
        );

        var tools = await client.ListToolsAsync();
        var accepted = await CallAsync(
            "blueprint-replace",
            new()
            {
                ["yaml"] =
                    "service: { name: notes, title: Notes, description: Keeps notes. }\nentities: [ { name: Note, fields: [ { name: text, type: text, maxLength: 1000 } ] } ]\n",
            }
        );
        var refused = await CallAsync("blueprint-validate", new() { ["yaml"] = "service: { name: notes, tittle: Notes }" });

        Assert.That(
            tools.Select(static tool => tool.Name),
            Is.SupersetOf((string[])["blueprint-edit", "schema-ddl", "openapi-get", "docker-dockerfile", "review-check", "workspace-read"])
        );
        Assert.That(accepted, Does.Contain("\"accepted\":true"));
        Assert.That(await CallAsync("schema-ddl", []), Does.Contain("CREATE TABLE"), "the functions share one project");
        Assert.That(refused, Does.Contain("Did you mean 'title'?"));

        async Task<string> CallAsync(string name, Dictionary<string, object?> arguments) =>
            string.Concat(
                (await client.CallToolAsync(name, arguments))
                    .Content.OfType<TextContentBlock>()
                    .Select(static block => System.Text.RegularExpressions.Regex.Unescape(block.Text))
            );
    }
}

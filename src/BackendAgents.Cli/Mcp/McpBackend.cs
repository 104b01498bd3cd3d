using System.Reflection;
using BackendAgents.Verification.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BackendAgents.Cli.Mcp;

/// <summary>The MCP server as a whole: tools, resources, prompts and what a client's model is told about them.</summary>
internal static class McpBackend
{
    private const string Instructions = """
        Designs ASP.NET Core backends. One typed model, the blueprint (backend.yaml), says what the service means; all files follow from it.
        1. Read the resources backend://schema and backend://example, or let requirements-read_brief draft a blueprint.
        2. Take it over with blueprint-replace, change it with blueprint-edit. Refusals say what is wrong and how to mend it.
        3. review-check lists what breaks a rule; mend it, or call review-apply_fixes.
        4. With a folder (--out): delivery-deliver writes, checks, compiles, starts and tests the service; take its findings back to step 2.
        Until a delivery tool is called, everything is in memory: workspace-write adds a document there, not on disk.
        Files are also resources (backend://files/…), which saves reading them through tools.
        """;

    /// <summary>Adds the server; the caller adds its transport.</summary>
    public static IMcpServerBuilder AddTo(IServiceCollection services, McpDelivery delivery)
    {
        var resources = new McpFiles(delivery.Project);
        return services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation
                {
                    Name = "backend-agents",
                    Title = "BackendAgents",
                    Version = typeof(McpBackend)
                        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                        ?.InformationalVersion.Split('+')[0]
                        ?? "0",
                };
                options.ServerInstructions = Instructions;
            })
            .WithTools(Tools(delivery))
            .WithListResourcesHandler((_, _) => ValueTask.FromResult(resources.List()))
            .WithListResourceTemplatesHandler(static (_, _) => ValueTask.FromResult(McpFiles.Templates()))
            .WithReadResourceHandler((request, _) => ValueTask.FromResult(resources.Read(request.Params?.Uri)))
            .WithPrompts<McpPrompts>();
    }

    /// <summary>Every function of every plugin, named as agents name them: <c>blueprint-replace</c>, and those of the delivery.</summary>
    public static IReadOnlyList<McpServerTool> Tools(McpDelivery delivery)
    {
        var kernel = new Kernel();
        return
        [
            .. BackendPlugins
                .Create(delivery.Project, delivery.RunWrittenCode ? new ScenarioVerifier().Begin() : null)
                .SelectMany(static plugin => plugin)
                .Select(function => new PluginTool(function, kernel)),
            .. DeliveryTool.All(delivery),
        ];
    }
}

using System.CommandLine;
using BackendAgents.Cli.Commands;
using BackendAgents.Engineering.Projects;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using ModelContextProtocol.Server;

namespace BackendAgents.Cli.Mcp;

/// <summary><c>mcp</c>: offers the plugins to a client of the Model Context Protocol, over standard input and output.</summary>
internal static class McpCommand
{
    public static Command Create(CliIo io) =>
        new Command("mcp", "Serves the plugins to an MCP client over standard input and output.").Runs(
            io,
            CommandRunner.JsonOption(),
            static async (_, _, cancellationToken) =>
            {
                var host = Host.CreateEmptyApplicationBuilder(null);

                // Standard output belongs to the protocol.
                host.Logging.AddConsole(static options => options.LogToStandardErrorThreshold = LogLevel.Trace);
                host.Services.AddMcpServer().WithStdioServerTransport().WithTools(Tools(new BackendProject()));
                await host.Build().RunAsync(cancellationToken);
                return ExitCode.Ok;
            }
        );

    /// <summary>Every function of every plugin, named as agents name them: <c>blueprint-replace</c>. All work on one project.</summary>
    public static IEnumerable<McpServerTool> Tools(BackendProject project)
    {
        var kernel = new Kernel();
        return BackendPlugins
            .Create(project)
            .SelectMany(static plugin => plugin)
            .Select(function =>
                McpServerTool.Create(
                    function.WithKernel(kernel),
                    new McpServerToolCreateOptions { Name = $"{function.PluginName}-{function.Name}" }
                )
            );
    }
}

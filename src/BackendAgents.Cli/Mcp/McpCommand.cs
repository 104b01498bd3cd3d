using System.CommandLine;
using BackendAgents.Cli.Commands;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackendAgents.Cli.Mcp;

/// <summary><c>mcp</c>: offers the plugins to a client of the Model Context Protocol, over standard input and output.</summary>
internal static class McpCommand
{
    public static Command Create(CliIo io)
    {
        var output = new Option<string?>("--out", "-o")
        {
            Description = "The folder to deliver to. What lies there is taken up; without it nothing is written and nothing verified.",
        };
        var into = GenerateCommand.IntoOption();
        var runWritten = RunSettings.RunWrittenOption();
        return new Command("mcp", "Serves the plugins to an MCP client over standard input and output.") { output, into, runWritten }.Runs(
            io,
            json: null,
            async (parsed, _, cancellationToken) =>
            {
                var delivery = Open(parsed.GetValue(output), parsed.GetValue(into), parsed.GetValue(runWritten));
                var host = Host.CreateEmptyApplicationBuilder(null);

                // Standard output belongs to the protocol. Standard error is for what a person must know.
                host.Logging.SetMinimumLevel(LogLevel.Warning)
                    .AddConsole(static options => options.LogToStandardErrorThreshold = LogLevel.Trace);
                McpBackend.AddTo(host.Services, delivery).WithStdioServerTransport();
                await host.Build().RunAsync(cancellationToken);
                return ExitCode.Ok;
            }
        );
    }

    private static McpDelivery Open(string? folder, bool into, bool runWritten)
    {
        if (folder is null)
            return new McpDelivery(null, into, runWritten);
        Delivery.Open(folder, into).EnsureWritable();
        var delivery = new McpDelivery(folder, into, runWritten);
        var file = Path.Combine(folder, Place.BlueprintFile);
        if (!File.Exists(file))
            return delivery;
        var read = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(file), file);
        if (read.Blueprint is not { } blueprint)
        {
            var problem = read.Problems[0];
            throw new CliInputException($"{problem.Place}: {problem.Code}: {problem.Message}", problem.Remedy);
        }

        delivery.Project.Restore(Delivery.Project(blueprint, folder).Current);
        delivery.Project.Take(Delivery.Open(folder, intoExisting: true).ReadWritten());
        return delivery;
    }
}

using System.CommandLine;
using System.Globalization;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents route</c>: says which agent should take a message.</summary>
internal static class AgentsRouteCommand
{
    public static Command Create(CliIo io)
    {
        var message = new Argument<string>("message")
        {
            Description = "What a user would write, in any language; '-' reads it from standard input.",
        };
        var source = CatalogueOption.Create();
        return new Command("route", "Says which agent, if any, should take a message, and why.") { message, source }.Runs(
            io,
            CommandRunner.JsonOption(),
            async (parsed, console, cancellationToken) =>
            {
                var text = parsed.GetValue(message)!;
                if (text == "-")
                    text = await io.In.ReadToEndAsync(cancellationToken);
                if (string.IsNullOrWhiteSpace(text))
                    throw new CliInputException("The message is empty.", "Write what a user would say.");
                var agents = CatalogueOption.Read(parsed.GetValue(source)!).Agents;
                var decision = new AgentRouter(agents.Select(static entry => entry.Definition)).Route(text);
                console.Line(decision.Agent?.Name ?? "no agent", decision.Agent is null ? "yellow" : "green");
                console.Line(string.Create(CultureInfo.InvariantCulture, $"score {decision.Score:0.00}: {decision.Reason}"));
                foreach (var other in decision.Alternatives)
                    console.Line(string.Create(CultureInfo.InvariantCulture, $"  or {other.Agent.Name} ({other.Score:0.00})"), "grey");
                console.Json(
                    new
                    {
                        agent = decision.Agent?.Name,
                        decision.Score,
                        decision.Reason,
                        alternatives = decision.Alternatives.Select(static other => new { agent = other.Agent.Name, other.Score }),
                    }
                );
                return ExitCode.Ok;
            }
        );
    }
}

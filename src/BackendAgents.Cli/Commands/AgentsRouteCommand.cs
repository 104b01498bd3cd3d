using System.CommandLine;
using System.Globalization;
using BackendAgents.Definitions.Routing;
using BackendAgents.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Cli.Commands;

/// <summary><c>agents route</c>: says which agent should take a message.</summary>
internal static class AgentsRouteCommand
{
    private const int Best = 3;

    public static Command Create(CliIo io)
    {
        var message = new Argument<string>("message")
        {
            Description = "What a user would write, in any language; '-' reads it from standard input.",
        };
        var noModel = new Option<bool>("--no-model")
        {
            Description = "Never ask a model; without this, one that is configured is asked once when two agents are about equally fit.",
        };
        var source = CatalogueOption.Create();
        return new Command("route", "Says which agent, if any, should take a message, and why.") { message, source, noModel }.Runs(
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
                var router = new AgentRouter(agents.Select(static entry => entry.Definition));
                var decision = parsed.GetValue(noModel)
                    ? router.Route(text)
                    : await router.RouteAsync(text, new ConfiguredArbiter(), cancellationToken);
                console.Line(decision.Agent?.Name ?? "no agent", decision.Agent is null ? "yellow" : "green");
                console.Line(string.Create(CultureInfo.InvariantCulture, $"score {decision.Score:0.00}: {decision.Reason}"));
                foreach (var other in decision.Alternatives.Take(decision.Agent is null ? Best : Best - 1))
                    console.Line(
                        string.Create(CultureInfo.InvariantCulture, $"  or {other.Agent!.Name} ({other.Score:0.00}): {other.Reason}"),
                        "grey"
                    );
                console.Json(
                    new
                    {
                        agent = decision.Agent?.Name,
                        decision.Score,
                        decision.Reason,
                        alternatives = decision.Alternatives.Select(static other => new
                        {
                            agent = other.Agent!.Name,
                            other.Score,
                            other.Reason,
                        }),
                    }
                );
                return ExitCode.Ok;
            }
        );
    }

    // The default service of the environment, made only when two agents are close; none leaves the order as it is.
    private sealed class ConfiguredArbiter : IRouteArbiter
    {
        public async Task<string?> ChooseAsync(string message, IReadOnlyList<RouteDecision> candidates, CancellationToken cancellationToken)
        {
            var services = new ServiceCollection().AddLogging();
            services.AddBackendAgents();
            await using var provider = services.BuildServiceProvider();
            if (provider.GetRequiredService<ModelRegistry>().DefaultServiceId is not { } model)
                return null;
            var chat = provider.GetRequiredService<Kernel>().GetRequiredService<IChatCompletionService>(model);
            return await new ChatRouteArbiter(chat).ChooseAsync(message, candidates, cancellationToken);
        }
    }
}

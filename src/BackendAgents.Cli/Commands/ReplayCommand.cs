using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reports;
using BackendAgents.Coordination.Runs;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Cli.Commands;

/// <summary><c>replay</c>: runs a journal again without any model, and says where the run would now take another course.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliIo io)
    {
        var run = RunArgument.Create();
        var runs = RunArgument.RunsOption();
        var rounds = Number.Option("--rounds", "As it was given to 'build', 1 to 1000.", 12, 1, 1_000);
        var page = new Option<string?>("--report") { Description = "Writes a page about the run to this file (HTML)." };
        var team = new TeamSelection();
        var command = new Command("replay", "Runs a journal again without any model, tool or verifier, and reports the first difference.")
        {
            run,
            runs,
            rounds,
            page,
        };
        team.AddTo(command);
        return command.Runs(io, CommandRunner.JsonOption(), async (parsed, console, cancellationToken) =>
        {
            var found = RunArgument.Find(parsed.GetValue(run)!, parsed.GetValue(runs));
            var services = new ServiceCollection().AddLogging();
            services.AddBackendAgents().AddBackendAgentsAzureOpenAI().AddBackendVerification();
            await using var provider = services.BuildServiceProvider();
            var options = new TeamOptions
            {
                Budget = new Budget
                {
                    Rounds = parsed.GetValue(rounds),
                    ModelCalls = 500,
                    ToolCalls = 2_000,
                },
            };
            var report = await provider
                .GetRequiredService<BackendBuilder>()
                .ReplayAsync(found.Path, options, team.Read(parsed, console), team.TeamFile(parsed), cancellationToken);
            var (result, divergence) = (report.Result, report.Divergence);
            if (parsed.GetValue(page) is { } path)
            {
                var drawn = new Report(result) { Brief = found.Brief, Root = Root(found.Path, path) };
                await File.WriteAllTextAsync(path, RunReport.Html(drawn), cancellationToken);
            }

            foreach (var turn in result.Transcript)
                console.Line(
                    $"{turn.Task.Id} {turn.Task.Role}: {turn.Task.Kind.ToString().ToLowerInvariant()}, "
                        + $"{Plural.Of(turn.ToolCalls.Count, "call")}"
                );
            console.Line(result.Stop.ToString());
            if (divergence is null)
            {
                console.Line("The replay goes the way of the journal.", "green");
            }
            else
            {
                console.Line($"First difference: {divergence.What}{(divergence.Turn is null ? "" : " of turn " + divergence.Turn)}", "red");
                console.Line("  recorded: " + divergence.Recorded);
                console.Line("  now:      " + divergence.Actual);
            }

            console.Json(
                new
                {
                    ok = divergence is null,
                    run = result.RunId,
                    stop = result.Stop,
                    turns = result.Transcript.Count,
                    artifacts = result.Artifacts.Hash,
                    divergence,
                }
            );
            return divergence is null ? ExitCode.Ok : ExitCode.Findings;
        });
    }

    // The way from the page to the delivery that keeps the journal; null for a journal that lies elsewhere.
    private static string? Root(string journal, string page)
    {
        var runs = Path.GetDirectoryName(Path.GetFullPath(journal))!;
        var delivery = Path.GetFullPath(Path.Combine(runs, "..", ".."));
        if (RunCatalog.FolderOf(delivery) != runs || !File.Exists(Path.Combine(delivery, Place.BlueprintFile)))
            return null;
        var way = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(page))!, delivery).Replace('\\', '/');
        return way == "." ? "./" : way + "/";
    }
}

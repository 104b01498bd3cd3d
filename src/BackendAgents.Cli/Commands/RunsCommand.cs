using System.CommandLine;
using System.Globalization;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination.Runs;

namespace BackendAgents.Cli.Commands;

/// <summary><c>runs list</c> and <c>runs show</c>: what the journals tell. Both only read.</summary>
internal static class RunsCommand
{
    public static Command Create(CliIo io) => new("runs", "Shows runs by their journals.") { List(io), Show(io) };

    private static Command List(CliIo io)
    {
        var runs = RunArgument.RunsOption();
        return new Command("list", "Lists the runs of a folder, latest first.") { runs }.Runs(
            io,
            CommandRunner.JsonOption(),
            (parsed, console, _) =>
            {
                var folder = RunArgument.Folder(parsed.GetValue(runs));
                var all = RunCatalog.List(folder);
                if (all.Count == 0)
                    console.Line($"No runs in '{folder}'.");
                foreach (var run in all)
                    console.Line($"{run.RunId}  {When(run.StartedAt)}  {State(run), -12}  {run.Turns.Count, 3} turns  {Short(run.Brief)}");
                console.Json(
                    new
                    {
                        runs = all.Select(static run => new
                        {
                            run = run.RunId,
                            run.Path,
                            state = run.State,
                            stop = run.Stop?.Kind,
                            started = run.StartedAt,
                            stopped = run.StoppedAt,
                            turns = run.Turns.Count,
                            run.Brief,
                            run.Bytes,
                            run.Problem,
                        }),
                    }
                );
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static Command Show(CliIo io)
    {
        var name = RunArgument.Create();
        var runs = RunArgument.RunsOption();
        return new Command("show", "Shows a run turn by turn, with what it waits for.") { name, runs }.Runs(
            io,
            CommandRunner.JsonOption(),
            (parsed, console, _) =>
            {
                var run = RunArgument.Find(parsed.GetValue(name)!, parsed.GetValue(runs));
                Print(run, console);
                console.Json(run);
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void Print(RunSummary run, CliConsole console)
    {
        console.Line($"Run {run.RunId}: {State(run)}", "bold");
        console.Line("Brief: " + Short(run.Brief));
        console.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Began {When(run.StartedAt)}, worked {run.Elapsed.TotalSeconds:F1} s in "
                    + $"{Plural.Of(run.Sessions, "session")}; {run.Bytes} bytes on disk."
            )
        );
        console.Line(
            $"Spent {run.Usage.ModelCalls} model calls, {run.Usage.ToolCalls} tool calls, {run.Usage.InputTokens} + "
                + $"{run.Usage.OutputTokens} tokens."
        );
        if (run.TornBytes > 0)
            console.Line($"The journal ends in {run.TornBytes} bytes of a record that was never finished; a resume drops them.", "yellow");
        foreach (var turn in run.Turns)
        {
            var how =
                turn.Failure is { } failure ? $"failed ({failure.Kind}): {failure.Message}"
                : turn.Text is null ? "never finished"
                : Short(turn.Text);
            console.Line(
                $"  {turn.Id} round {turn.Round} {turn.Member}, {turn.Kind.ToString().ToLowerInvariant()}, "
                    + $"{Plural.Of(turn.Tools.Count, "call")}: {how}"
            );
        }

        if (run.Stop is { } stop)
        {
            console.Line(stop.ToString());
            foreach (var question in stop.Questions)
                Person.Print(question, console);
        }
    }

    private static string State(RunSummary run) => run.Stop?.Kind.ToString() ?? run.State.ToString();

    private static string When(DateTimeOffset? at) =>
        at is { } time ? time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "unknown";

    // One line of text that others wrote: control characters would play with the terminal.
    private static string Short(string text)
    {
        var line = new string([.. text.Take(200).Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > 80 ? line[..79] + "…" : line;
    }
}

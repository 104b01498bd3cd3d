using BackendAgents.Cli.Output;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Cli.Tests.Output;

public sealed class RunProgressTests
{
    [Test]
    public void Lines_tell_what_happened_and_the_status_how_the_whole_stands()
    {
        var output = new StringWriter();
        var states = new List<string>();
        var progress = new RunProgress(new CliConsole(output, TextWriter.Null, json: false), states.Add);

        progress.Report(new RoundStarted(2, []));
        progress.Report(
            new TurnStarted(
                new TeamTask
                {
                    Id = "t1",
                    Kind = TaskKind.Review,
                    Round = 2,
                    Role = "security-reviewer",
                    Text = "",
                },
                Replayed: false
            )
        );
        progress.Report(new ToolCalled("t1", "security-reviewer", "review-check"));

        Assert.That(
            output.ToString().ReplaceLineEndings("\n"),
            Is.EqualTo("Round 2: 0 findings open\n  security-reviewer: review\n    security-reviewer calls review-check\n")
        );
        Assert.That(states[^1], Does.EndWith("round 2, 0 findings open, 1 calls  security-reviewer"));
    }

    [Test]
    public async Task Without_a_terminal_work_is_watched_line_by_line()
    {
        var output = new StringWriter();
        var console = new CliConsole(output, TextWriter.Null, json: false);

        var result = await console.WatchAsync(progress =>
        {
            progress.Report(new RoundStarted(1, []));
            return Task.FromResult(7);
        });

        Assert.That(result, Is.EqualTo(7));
        Assert.That(output.ToString(), Does.StartWith("Round 1").And.Not.Contain("\u001b"));
    }
}

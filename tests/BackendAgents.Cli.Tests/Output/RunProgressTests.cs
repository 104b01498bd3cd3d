using BackendAgents.Cli.Output;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Views;
using BackendAgents.Models;

namespace BackendAgents.Cli.Tests.Output;

public sealed class RunProgressTests
{
    private static TurnRecord Turn(TurnFailure? failure = null) =>
        new(Task)
        {
            Failure = failure,
            Usage = new Usage
            {
                InputTokens = 1_000,
                OutputTokens = 234,
                Cost = 0.5m,
            },
            Duration = TimeSpan.FromSeconds(2),
        };

    private static TeamTask Task { get; } =
        new()
        {
            Id = "t1",
            Kind = TaskKind.Design,
            Round = 2,
            Role = "backend-developer",
            Text = "",
        };

    private static string[] Told(Verbosity verbosity, params TeamEvent[] events)
    {
        var output = new StringWriter();
        var progress = new RunProgress(new CliConsole(new CliIo(output, TextWriter.Null, TextReader.Null), json: false), verbosity);
        foreach (var happened in events)
            progress.Report(happened);
        return output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Test]
    public void Lines_tell_who_called_what_and_what_it_answered() =>
        Assert.That(
            Told(
                Verbosity.Normal,
                new RoundStarted(2, []),
                new TurnStarted(Task, replayed: false),
                new ToolCalled("t1", Task.Role, "blueprint-replace"),
                new ToolReturned("t1", Task.Role, "blueprint-replace", ToolOutcome.Done)
                {
                    Answer = """
                    {"accepted":false,"notListed":3,
                    "problems":[{"code":"BP005","message":"There is no key 'tittle'."},{"message":"Another."}]}
                    """,
                },
                new ToolReturned("t1", Task.Role, "blueprint-replace", ToolOutcome.Done)
                {
                    Answer = """{"accepted":true,"revision":1,"summary":"3 entities","findings":[{}]}""",
                },
                new ToolReturned("t1", Task.Role, "workspace-write", ToolOutcome.Refused) { Answer = "Refused by a person: \u001b[2Jno" },
                new TurnEnded(Turn(new TurnFailure("malformed", "no verdict"))),
                new TurnStarted(Task, replayed: false),
                new TurnEnded(Turn())
            ),
            Is.EqualTo(
                (string[])
                    [
                        "Round 2: nothing is open",
                        "  backend-developer designs",
                        "    backend-developer called blueprint-replace: refused, 5 problems: There is no key 'tittle'.",
                        "    backend-developer called blueprint-replace: accepted; 3 entities; 1 finding open",
                        "    backend-developer called workspace-write: was not allowed: Refused by a person:  [2Jno",
                        "  ! backend-developer failed (malformed): no verdict; 0 calls, 1,234 tokens in 2.0 s; so far 1,234 "
                            + "tokens, cost 0.5",
                        "  backend-developer designs, asked again",
                        "  backend-developer is done: 0 calls, 1,234 tokens in 2.0 s; so far 2,468 tokens, cost 1",
                    ]
            )
        );

    [Test]
    public void Quiet_tells_nothing_and_verbose_also_what_was_wrong()
    {
        var refused = new ToolReturned("t1", Task.Role, "blueprint-edit", ToolOutcome.Done)
        {
            Answer = """{"accepted":false,"problems":[{"message":"One."},{"message":"Two."}]}""",
        };

        Assert.That(Told(Verbosity.Quiet, new RoundStarted(1, []), refused), Is.Empty);
        Assert.That(Told(Verbosity.Normal, refused), Has.Length.EqualTo(1));
        Assert.That(Told(Verbosity.Verbose, refused)[^1], Is.EqualTo("      Two."));
    }

    [Test]
    public void A_retry_of_a_model_is_told_with_its_reason()
    {
        var output = new StringWriter();
        var progress = new RunProgress(new CliConsole(new CliIo(output, TextWriter.Null, TextReader.Null), json: false), Verbosity.Normal);

        progress.Report(
            new ModelEvent(ModelEventKind.Retry, "openai", "429 Too Many Requests") { Attempt = 1, Delay = TimeSpan.FromSeconds(1.5) }
        );

        Assert.That(output.ToString().Trim(), Is.EqualTo("! model openai: attempt 1 failed, next in 1.5 s (429 Too Many Requests)"));
    }

    [Test]
    public void The_state_tells_who_is_at_work_and_for_how_long()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var progress = new RunProgress(
            new CliConsole(new CliIo(TextWriter.Null, TextWriter.Null, TextReader.Null), json: false),
            Verbosity.Quiet,
            clock
        );
        progress.Report(new RoundStarted(1, []));
        progress.Report(new ToolCalled("t1", "backend-developer", "blueprint-replace"));
        clock.Advance(TimeSpan.FromSeconds(61));
        progress.Report(new VerificationStarted("dotnet"));
        clock.Advance(TimeSpan.FromSeconds(12));

        Assert.That(progress.State(), Is.EqualTo("1:13  round 1, 0 findings open, 1 call, 0 tokens  dotnet 0:12"));
    }

    [Test]
    public async Task Without_a_terminal_nothing_is_drawn_over()
    {
        var output = new StringWriter();
        var console = new CliConsole(new CliIo(output, TextWriter.Null, TextReader.Null), json: false);

        var result = await console.WatchAsync(
            static () => "0:00",
            () =>
            {
                console.Line("Round 1");
                return System.Threading.Tasks.Task.FromResult(7);
            }
        );

        Assert.That(result, Is.EqualTo(7));
        Assert.That(output.ToString(), Does.StartWith("Round 1").And.Not.Contain("\u001b"));
    }

    [Test]
    public void The_last_line_of_a_terminal_moves_by_itself_and_makes_way_for_others()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var output = new StringWriter();
        var gate = new Lock();
        using (var line = new StatusLine(output, static () => 12, () => "running for long", gate, clock))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            lock (gate)
                line.Pause();
            output.Write("asked");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(output.ToString().Replace("\r\u001b[2K", "|", StringComparison.Ordinal), Does.Match(@"^(\|running fo…)+\|asked$"));
    }
}

using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Coordination.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackendAgents.Tests.Coordination.Events;

public sealed class RunLogTests
{
    private static readonly Action<ILogger, Exception?> s_atWork = LoggerMessage.Define(LogLevel.Information, new EventId(1), "at work");

    [Test]
    public async Task A_run_is_logged_event_by_event_with_its_properties()
    {
        var book = new LogBook();
        using var factory = book.Factory();
        using var folder = new TempFolder();
        var bench = new Workbench(folder.Path);
        await bench.Team.RunAsync(
            new()
            {
                Brief = Desk.Brief,
                RunId = "run",
                Project = bench.Project,
                Options = bench.Team.Options with
                {
                    Logger = factory.CreateLogger("x"),
                    Budget = new Budget { Rounds = 6 },
                },
            }
        );

        Assert.That(
            book.Lines.Select(static line => line.Event).Distinct(),
            Is.EquivalentTo(
                new[]
                {
                    "RunStarted",
                    "RoundStarted",
                    "TurnStarted",
                    "TurnEnded",
                    "ToolCalled",
                    "ToolReturned",
                    "VerdictGiven",
                    "VerdictVoided",
                    "BudgetHalfSpent",
                    "RunEnded",
                }
            )
        );
        Assert.That(book.Lines.Select(static line => line.Properties["RunId"]), Is.All.EqualTo("run"));
        Assert.That(book.Lines.Select(static line => line.Scope["RunId"]), Is.All.EqualTo("run"));
        var tool = book.Named("ToolReturned").First();
        Assert.That(
            (tool.Level, tool.Properties["Member"], tool.Properties["Turn"], tool.Properties["Function"]),
            Is.EqualTo((LogLevel.Debug, "developer", "t0001", "blueprint-append"))
        );
        Assert.That(
            (tool.Scope["Member"], tool.Scope["Turn"]),
            Is.EqualTo(("developer", "t0001")),
            "what others log in a turn can be told from that in another"
        );
        var turn = book.Named("TurnEnded").First();
        Assert.That(
            (turn.Level, turn.Properties["Outcome"], turn.Properties["ModelCalls"], turn.Properties["ToolCalls"]),
            Is.EqualTo((LogLevel.Information, "ok", 4L, 6L))
        );
        Assert.That(book.Named("BudgetHalfSpent").Single().Level, Is.EqualTo(LogLevel.Warning));
        Assert.That(book.Lines.Last().Text, Does.StartWith("Run run stopped: Approved  after 4 rounds, 12 turns, "));
    }

    [Test]
    public async Task What_goes_wrong_is_a_warning_and_a_broken_run_an_error()
    {
        var book = new LogBook();
        using var factory = book.Factory();
        var reviewer = new ScriptedAgent("reviewer", static _ => throw new InvalidOperationException("No."));
        var project = new BackendProject();
        await Desk.Run(
            project,
            Desk.Files() with
            {
                Logger = factory.CreateLogger("x"),
            },
            Desk.Worker(Desk.Writer(project)),
            Desk.Reviewer(reviewer)
        );
        await Desk.Run(
            new BackendProject(),
            Desk.Files() with
            {
                Logger = factory.CreateLogger("x"),
                Routing = new Lost(),
            },
            Desk.Worker(Desk.Writer(project))
        );

        Assert.That(
            book.Named("ReviewerFailed")
                .Select(static line => (line.Level, line.Properties["Member"], line.Properties["Failure"]))
                .Distinct(),
            Is.EqualTo(new (LogLevel, object?, object?)[] { (LogLevel.Warning, "reviewer", "error") })
        );
        Assert.That(
            book.Named("TurnEnded")
                .Where(static line => line.Level == LogLevel.Warning)
                .Select(static line => line.Properties["Outcome"])
                .Distinct(),
            Is.EqualTo(new[] { "error" })
        );
        Assert.That(book.Named("Noted"), Is.Not.Empty);
        Assert.That(book.Named("RunBroke").Single().Properties["ErrorType"], Is.EqualTo(typeof(NotSupportedException).FullName));
        Assert.That(book.Named("RunEnded").Select(static line => line.Level), Is.EqualTo(new[] { LogLevel.Warning, LogLevel.Error }));
    }

    [Test]
    public async Task Runs_at_once_do_not_mix()
    {
        var book = new LogBook();
        using var factory = book.Factory();
        var logger = factory.CreateLogger("x");
        var tool = factory.CreateLogger("tool");
        await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(number =>
                    Task.Run(async () =>
                    {
                        var project = new BackendProject();
                        var worker = new ScriptedAgent("developer", async (turn, token) =>
                        {
                            await Task.Delay(5, token);
                            project.PutFile(new Artifact("all.md", $"v{turn.Number}\n"));
                            s_atWork(tool, null);
                            return "done";
                        });
                        var reviewer = new ScriptedAgent("reviewer", async (turn, token) =>
                        {
                            await Task.Delay(5, token);
                            return turn.Number < 3
                                ? Desk.Verdict("request_changes", Desk.At("all.md", 1, "again " + turn.Number))
                                : Desk.Approve;
                        });
                        await new BackendTeam(
                            [Desk.Worker(worker), Desk.Reviewer(reviewer)],
                            Desk.Files() with
                            {
                                Logger = logger,
                            }
                        ).RunAsync(
                            new TeamRequest
                            {
                                Brief = Desk.Brief,
                                RunId = $"run-{number}",
                                Project = project,
                            }
                        );
                    })
                )
        );

        Assert.That(
            book.Named("RunEnded").Select(static line => line.Properties["RunId"]),
            Is.EquivalentTo(new[] { "run-1", "run-2", "run-3", "run-4" })
        );
        Assert.That(
            book.Lines.Where(static line => line.Category == "x"),
            Is.All.Matches<LogBook.Line>(static line => Equals(line.Scope["RunId"], line.Properties["RunId"]))
        );
        Assert.That(
            book.Lines.Where(static line => line.Category == "tool")
                .GroupBy(static line => line.Scope["RunId"])
                .Select(static run => run.Count()),
            Is.EqualTo(new[] { 3, 3, 3, 3 })
        );
    }

    [Test]
    public async Task The_hosts_log_is_used_where_the_options_bring_none([Values] bool own)
    {
        var book = new LogBook();
        var mine = new LogBook();
        using var factory = mine.Factory();
        var services = new ServiceCollection().AddLogging(builder => builder.SetMinimumLevel(LogLevel.Debug).AddProvider(book));
        services.AddBackendAgents(static options => options.Models.UseEnvironment = false);
        await using var provider = services.BuildServiceProvider();

        await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(
                new BuildRequest
                {
                    Brief = "A museum lends paintings to members.",
                    Verify = false,
                    Team = new TeamOptions { Logger = own ? factory.CreateLogger("mine") : NullLogger.Instance },
                }
            );

        var lines = (own ? mine : book).Lines.Where(line => line.Category == (own ? "mine" : "BackendAgents.Coordination")).ToList();
        Assert.That(lines.Select(static line => line.Event), Is.SupersetOf(new[] { "RunStarted", "RunEnded" }));
        Assert.That(book.Lines.Any(static line => line.Category == "BackendAgents.Coordination"), Is.Not.EqualTo(own));
        Assert.That(book.Lines.Concat(mine.Lines).SelectMany(static line => line.Texts), Has.None.Contain("painting").IgnoreCase);
    }

    [Test]
    public async Task A_log_that_throws_ends_no_run()
    {
        var project = new BackendProject();

        var result = await Desk.Run(
            project,
            Desk.Files() with
            {
                Logger = new Broken(),
            },
            Desk.Worker(Desk.Writer(project)),
            Desk.Reviewer(Desk.Approver())
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Approved));
    }

    private sealed class Broken : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => throw new IOException("The disk is full.");
    }

    private sealed class Lost : BackendAgents.Coordination.Routing.IRoutingPolicy
    {
        public BackendAgents.Coordination.Routing.RoutingStep Next(BackendAgents.Coordination.Routing.RoutingState state) =>
            throw new NotSupportedException("Where am I?");
    }
}

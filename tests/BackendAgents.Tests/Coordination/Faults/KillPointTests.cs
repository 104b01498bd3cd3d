using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;

namespace BackendAgents.Tests.Coordination.Faults;

/// <summary>A run that is cut off anywhere ends like one that never was: no turn lost, no effect doubled, the same bytes.</summary>
public sealed class KillPointTests
{
    private const string Full = "BACKEND_AGENTS_FAULTS";

    private TempFolder _folder = null!;
    private TeamResult _unbroken = null!;
    private byte[] _journal = null!;
    private IReadOnlyList<string> _ledger = null!;
    private JournalContent _content = null!;

    private static bool IsFull => Environment.GetEnvironmentVariable(Full) == "full";

    [OneTimeSetUp]
    public async Task RunUnbroken()
    {
        _folder = new TempFolder();
        var bench = new Workbench(_folder.Path);
        _unbroken = await bench.StartAsync();
        _journal = await File.ReadAllBytesAsync(bench.JournalPath);
        _ledger = bench.Ledger;
        _content = JournalFormat.Read(bench.JournalPath);
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void The_unbroken_run_is_what_it_should_be()
    {
        Assert.That(_unbroken.Approved, Is.True, _unbroken.Stop.Message);
        Assert.That(_ledger, Has.Count.EqualTo(2 * Workbench.Rounds));
        Assert.That(_ledger, Is.Unique);
        Assert.That(
            _unbroken.Artifacts.Find("all.md")!.Content.Split('\n')[..2],
            Is.EqualTo(new[] { "design 1", $"after 1 lines, booked paid 1, {Written(2, "round-1")}, booked tip 1, {Written(3, "last")}" })
        );
        Assert.That(_unbroken.Artifacts.Find("docs/round-1.md")!.Content, Is.EqualTo("1 lines\nbooked paid 1\n"));
        Assert.That(_unbroken.Artifacts.Find("docs/last.md")!.Content, Is.EqualTo($"round {Workbench.Rounds}\n"));
        Assert.That(_content.TornBytes, Is.Zero);
        Assert.That(_content.Records.OfType<IntentRecord>().Count(), Is.EqualTo(6 * Workbench.Rounds));
    }

    [Test]
    public async Task A_kill_at_any_byte_loses_nothing_and_doubles_nothing()
    {
        var random = new Random(4711);
        var bytes = new HashSet<int>();
        while (bytes.Count < (IsFull ? 1_000 : 40))
            bytes.Add(random.Next(_journal.Length));
        var boundaries = _content.Boundaries.Select(static at => (int)at).Where((_, index) => IsFull || index % 3 == 0).ToList();
        var points = bytes.Union(boundaries).Order().ToList();
        foreach (var cut in points)
        {
            foreach (var happened in new[] { false, true })
                await ResumeFromAsync(cut, happened);
        }

        TestContext.Out.WriteLine(
            $"{bytes.Count} random kill points and {points.Count - bytes.Count} more between two records, in a journal of "
                + $"{_journal.Length} bytes: "
                + $"{2 * points.Count} resumed runs, each point once before and once after the effect"
        );
    }

    [Test]
    public async Task Kills_in_a_row_lose_nothing_either()
    {
        var random = new Random(42);
        var kills = 0;
        var runs = IsFull ? 50 : 5;
        for (var run = 0; run < runs; run++)
        {
            using var folder = new TempFolder();
            var path = JournalFile.PathOf(folder.Path, "run");
            TeamResult? result = null;
            for (var kill = 0; kill < 40 && result?.Approved != true; kill++)
            {
                using var cancel = new CancellationTokenSource();
                var bench = new Workbench(folder.Path);
                var left = random.Next(1, 12 + (3 * kill));
                var options = bench.Team.Options with { Time = new KillingClock(() => --left == 0, cancel) };
                result = await bench.Team.RunAsync(
                    new TeamRequest
                    {
                        Brief = Desk.Brief,
                        RunId = "run",
                        Project = bench.Project,
                        Resume = File.Exists(path),
                        Options = options,
                    },
                    cancel.Token
                );
                kills += result.Stop.Kind == StopKind.Cancelled ? 1 : 0;
                AssertNoDoubles(bench);
            }

            var last = new Workbench(folder.Path);
            result = await last.ResumeAsync();
            AssertSame(result, last, $"run {run}");
        }

        TestContext.Out.WriteLine($"{runs} runs, cut short {kills} times");
        Assert.That(kills, Is.GreaterThan(runs));
    }

    private async Task ResumeFromAsync(int cut, bool happened)
    {
        using var folder = new TempFolder();
        var bench = new Workbench(folder.Path);
        var prefix = JournalFormat.Read(_journal.AsSpan(0, cut), "prefix");
        await File.WriteAllBytesAsync(bench.JournalPath, _journal[..cut]);
        var done = prefix.Records.OfType<DoneRecord>().Select(static record => "run/" + record.Key).ToHashSet();
        var begun = prefix.Records.OfType<IntentRecord>().Select(static record => "run/" + record.Key).ToHashSet();
        // Between intent and done the process may have died before or after the effect: both are tried.
        var ledger = _ledger.Where(line => done.Contains(line.Split(' ')[0]) || (happened && begun.Contains(line.Split(' ')[0])));
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "ledger.txt"), ledger);

        var result = await bench.ResumeAsync();

        var where = $"cut at byte {cut} of {_journal.Length}, effect {(happened ? "happened" : "did not happen")}";
        AssertSame(result, bench, where);
        var ended = prefix.Records.OfType<TurnEndRecord>().Select(static record => record.Turn).ToList();
        Assert.That(
            result.Transcript.Where(static turn => turn.Replayed).Select(static turn => turn.Task.Id),
            Is.EquivalentTo(ended),
            where
        );
        Assert.That(JournalFormat.Read(bench.JournalPath).TornBytes, Is.Zero, where);
        if (cut - prefix.ValidLength is > 0 and var torn)
            Assert.That(result.Notes.Select(static note => note.Text), Has.Some.Contains($"{torn} bytes"), where);
    }

    private void AssertSame(TeamResult result, Workbench bench, string where)
    {
        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Approved), where + ": " + result.Stop.Message);
        Assert.That(result.Artifacts.Hash, Is.EqualTo(_unbroken.Artifacts.Hash), where + "\n" + result.Artifacts.Find("all.md")?.Content);
        Assert.That(bench.Ledger, Is.EqualTo(_ledger), where);
        Assert.That(
            result.Transcript.Select(static turn => (turn.Task.Id, turn.Text)),
            Is.EqualTo(_unbroken.Transcript.Select(static turn => (turn.Task.Id, turn.Text))),
            where
        );
        Assert.That(result.Usage.ToolCalls, Is.EqualTo(_unbroken.Usage.ToolCalls), where);
    }

    private static string Written(int revision, string name) =>
        $$"""{"accepted":true,"revision":{{revision}},"summary":"docs/{{name}}.md is part of the delivery; """
        + """it is on disk once that is written","findings":[]}""";

    private static void AssertNoDoubles(Workbench bench) =>
        Assert.That(bench.Ledger.Distinct().Count(), Is.EqualTo(bench.Ledger.Count), string.Join('\n', bench.Ledger));

    /// <summary>Cancels at some reading of the clock, which is a point between any two records.</summary>
    private sealed class KillingClock(Func<bool> isTime, CancellationTokenSource cancel) : TimeProvider
    {
        public override long GetTimestamp()
        {
            if (isTime())
                cancel.Cancel();
            return System.GetTimestamp();
        }
    }
}

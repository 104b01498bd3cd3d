using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Runs;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>The whole way from a brief, with the offline model.</summary>
[NonParallelizable]
public sealed class BackendBuilderTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Path.Combine(Path.GetTempPath(), "build-" + Guid.NewGuid().ToString("n"));

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static async Task<(BuildResult Result, List<TeamEvent> Events)> BuildAsync(
        string brief,
        string? output,
        bool verify = false,
        CancellationToken cancellationToken = default
    )
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(static options => options.Models.UseEnvironment = false).AddBackendVerification();
        await using var provider = services.BuildServiceProvider();
        var events = new Recorder();
        var request = new BuildRequest
        {
            Brief = brief,
            Output = output,
            Verify = verify,
        };
        return (await provider.GetRequiredService<BackendBuilder>().BuildAsync(request, events, cancellationToken), events.Events);
    }

    [Test]
    public async Task What_a_reviewer_demands_of_the_deployment_is_routed_to_the_developer_and_never_dropped()
    {
        var (result, events) = await BuildAsync(
            "A library keeps books. Every book has a title. It uses SQLite. It must serve 500 requests per second.",
            null
        );

        var demanded = events.OfType<VerdictGiven>().Where(static given => !given.Verdict.Approves).ToList();
        Assert.That(
            demanded.SelectMany(static given => given.Verdict.Findings),
            Has.Some.Property("Key").EqualTo("OPS015|backend.yaml#deployment")
        );
        Assert.That(result.Team.Notes.Select(static note => note.Text), Has.None.Contains("does not exist"));
        Assert.That(
            result.Team.Approved && result.Team.Findings.Any(static finding => finding is { Code: "OPS015", Severity: Severity.Error }),
            Is.False,
            result.Team.Stop.ToString()
        );
        Assert.That(
            result.Team.Stop.Kind,
            Is.EqualTo(StopKind.Incomplete),
            "the developer mends it, and the brief's SQLite is gone by that"
        );
        Assert.That(result.Team.Stop.Undone.Single(), Does.StartWith("open: \"It uses SQLite.\" It was placed by capability sqlite"));
    }

    [Test]
    public async Task A_reviewer_demands_a_change_and_the_developer_makes_it()
    {
        var (result, events) = await BuildAsync("Authors write posts and publish them. Everybody reads published posts.", null);

        Assert.That(result.Team.Approved, Is.True, result.Team.Stop.ToString());
        Assert.That(events.OfType<VerdictGiven>().Select(static given => given.Verdict.Approves), Has.Some.False);
        Assert.That(
            events.OfType<ToolCalled>().Select(static call => call.Function),
            Has.Some.Matches<string>(static function => function.Contains("apply_fixes", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task The_same_brief_gives_the_same_bytes()
    {
        const string Brief = "A library lends books to members. Each book has a title, an author and a unique isbn. Members borrow books.";

        var (first, _) = await BuildAsync(Brief, null);
        var (second, _) = await BuildAsync(Brief, null);

        Assert.That(second.Team.Artifacts.Hash, Is.EqualTo(first.Team.Artifacts.Hash));
    }

    [Test]
    public async Task What_cannot_be_read_ends_with_questions_and_delivers_nothing()
    {
        var (result, _) = await BuildAsync("医院需要预约系统", _folder);

        Assert.That(result.Team.Stop.Kind, Is.EqualTo(StopKind.NeedsInput));
        Assert.That(result.Team.Stop.Questions, Is.Not.Empty);
        Assert.That(result.Files, Is.Null);
        Assert.That(await File.ReadAllTextAsync(result.ReportPath!), Does.Contain($"backend-agents resume {result.Team.RunId}"));
        File.Delete(result.ReportPath!);
        AssertOnlyJournal();
    }

    [Test]
    public void A_folder_that_is_not_empty_is_refused_before_any_work()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "mine.txt"), "mine");

        Assert.That(async () => await BuildAsync("posts and comments", _folder), Throws.TypeOf<WorkspaceException>());
        Assert.That(Directory.GetFileSystemEntries(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_cancelled_build_says_so_and_delivers_nothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var (result, _) = await BuildAsync("posts and comments", _folder, cancellationToken: source.Token);

        Assert.That(result.Team.Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        AssertOnlyJournal();
    }

    // Nothing is delivered, but the run can be taken up again.
    private void AssertOnlyJournal() =>
        Assert.That(
            Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetDirectoryName).Distinct(),
            Is.EqualTo(new[] { RunCatalog.FolderOf(_folder) })
        );

    private sealed class Recorder : IProgress<TeamEvent>
    {
        public List<TeamEvent> Events { get; } = [];

        public void Report(TeamEvent value) => Events.Add(value);
    }
}

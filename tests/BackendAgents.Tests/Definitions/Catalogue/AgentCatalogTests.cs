using BackendAgents.Definitions.Catalogue;
using BackendAgents.Tests.Coordination;
using Microsoft.Extensions.Time.Testing;

namespace BackendAgents.Tests.Definitions.Catalogue;

/// <summary>Agents of several places: which counts, that it is said, and that changes are seen.</summary>
[CancelAfter(30_000)]
public sealed class AgentCatalogTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TempFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    private string User => Path.Combine(_folder.Path, "user");

    private string Project => Path.Combine(_folder.Path, "project");

    private AgentSource[] Sources => [new(AgentScope.Project, Project), AgentSource.BuiltIn, new(AgentScope.User, User)];

    private static string Put(string folder, string file, string name, string description = "does things")
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, $"---\nname: {name}\ndescription: {description}\n---\nWork.\n");
        return path;
    }

    private static async Task<bool> UntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        while (!condition())
            await Task.Delay(20, cancellation);
        return true;
    }

    [Test]
    public void Project_counts_over_user_and_user_over_built_in_and_it_is_said()
    {
        Put(User, "api-reviewer.md", "api-reviewer", "the user's");
        var users = Put(User, "helper.md", "helper", "the user's");
        var projects = Put(Project, "helper.md", "helper", "the project's");

        using var catalog = new AgentCatalog(Sources);

        Assert.That(
            (catalog.Current.Find("helper")!.Description, catalog.Current.Find("api-reviewer")!.Description),
            Is.EqualTo(("the project's", "the user's"))
        );
        Assert.That(catalog.Current.Find("backend-developer"), Is.Not.Null);
        Assert.That(
            catalog.Current.Agents.Select(static entry => entry.Definition.Name),
            Is.Unique.And.Ordered.Using<string>(StringComparer.Ordinal)
        );
        var collisions = catalog
            .Current.Diagnostics.Where(static found => found.Code == "DEF060")
            .Select(static found => found.Message)
            .ToList();
        Assert.That(collisions, Has.Count.EqualTo(2));
        Assert.That(collisions, Has.Member($"'helper' is also in {projects}, which counts (project over user)."));
        Assert.That(
            catalog.Current.Diagnostics.Any(found => found.Code == "DEF060" && found.Place.File == users),
            Is.True,
            "the one that does not count is named"
        );
    }

    [Test]
    public void Of_one_scope_the_first_file_counts_and_the_other_is_said()
    {
        Put(Project, "a.md", "twin", "first");
        var second = Put(Project, "b.md", "twin", "second");

        using var catalog = new AgentCatalog(Sources);

        Assert.That(catalog.Current.Find("twin")!.Description, Is.EqualTo("first"));
        Assert.That(catalog.Current.Diagnostics.Single(static found => found.Code == "DEF060").Place.File, Is.EqualTo(second));
    }

    [Test]
    public void Folders_that_are_not_there_and_loops_of_links_are_no_trouble()
    {
        Put(Project, "a.md", "one");
        Directory.CreateSymbolicLink(Path.Combine(Project, "loop"), Project);

        using var catalog = new AgentCatalog([
            new AgentSource(AgentScope.User, Path.Combine(_folder.Path, "no", "such")),
            new AgentSource(AgentScope.Project, Project),
        ]);

        Assert.That(catalog.Current.Agents.Single().Definition.Name, Is.EqualTo("one"));
    }

    [Test]
    public async Task A_changed_file_is_read_again_once_it_is_quiet_and_old_snapshots_stay(CancellationToken cancellation)
    {
        var path = Put(Project, "a.md", "one", "before");
        var time = new FakeTimeProvider();
        using var catalog = new AgentCatalog(Sources, watch: true, time);
        var before = catalog.Current;
        var changed = catalog.Changed;

        File.WriteAllText(path, File.ReadAllText(path).Replace("before", "after", StringComparison.Ordinal));
        Put(Project, "b.md", "two");
        await UntilAsync(
            () =>
            {
                time.Advance(AgentCatalog.Quiet);
                return catalog.Current.Find("two") is not null && catalog.Current.Find("one")!.Description == "after";
            },
            cancellation
        );

        Assert.That(
            (changed.HasChanged, before.Find("one")!.Description, before.Find("two")),
            Is.EqualTo((true, "before", (BackendAgents.Definitions.AgentDefinition?)null))
        );
    }

    [Test]
    public async Task A_folder_that_comes_later_is_seen_and_so_is_a_file_that_goes(CancellationToken cancellation)
    {
        using var catalog = new AgentCatalog(Sources, watch: true);
        Assert.That(catalog.Current.Find("one"), Is.Null);

        var path = Put(Project, "a.md", "one");
        await UntilAsync(() => catalog.Current.Find("one") is not null, cancellation);
        File.Delete(path);
        await UntilAsync(() => catalog.Current.Find("one") is null, cancellation);

        Assert.That(catalog.LastError, Is.Null);
    }

    [Test]
    public async Task Readers_and_reloads_do_not_disturb_each_other()
    {
        Put(Project, "a.md", "one");
        using var catalog = new AgentCatalog(Sources);

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() =>
                    {
                        for (var round = 0; round < 20; round++)
                        {
                            if (i % 2 == 0)
                                catalog.Reload();
                            Assert.That(catalog.Current.Find("one"), Is.Not.Null);
                            Assert.That(catalog.Changed, Is.Not.Null);
                        }
                    })
                )
        );
    }

    [Test]
    public void Any_package_may_bring_agents()
    {
        using var catalog = new AgentCatalog([
            AgentSource.BuiltIn,
            AgentSource.OfPackage(typeof(AgentCatalogTests).Assembly, AgentScope.User),
        ]);

        var found = catalog.Current.Agents.Single(static entry => entry.Definition.Name == "packaged-reviewer");
        Assert.That(
            (found.Scope, found.Definition.Description, found.Definition.Source),
            Is.EqualTo((AgentScope.User, "Comes with the tests", "agents/packaged-reviewer.md"))
        );
        Assert.That(catalog.Current.Find("backend-developer"), Is.Not.Null);
    }

    [Test]
    public void The_usual_places_are_those_of_this_tool_of_claude_code_and_of_copilot()
    {
        var usual = AgentSource.Usual("/work", "/home/me").Select(static source => $"{source.Scope}: {source.Folder?.Replace('\\', '/')}");

        Assert.That(
            usual,
            Is.EqualTo(
                new[]
                {
                    "BuiltIn: ",
                    "User: /home/me/.backend-agents/agents",
                    "User: /home/me/.claude/agents",
                    "Project: /work/.backend-agents/agents",
                    "Project: /work/.claude/agents",
                    "Project: /work/.github/agents",
                }
            )
        );
    }
}

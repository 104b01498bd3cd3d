using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>A delivery in a folder of its own, deleted at the end.</summary>
internal sealed class Delivered : IDisposable
{
    private Delivered(VerificationContext context) => Context = context;

    public VerificationContext Context { get; }

    public Blueprint Blueprint => Context.Blueprint;

    public string Folder => Context.Folder;

    public static Delivered Write(Blueprint blueprint, string? folder = null)
    {
        var project = new BackendProject();
        project.Replace(blueprint);
        folder ??= Directory.CreateTempSubdirectory("delivered-").FullName;
        Workspace.Open(folder).Write(project.Current.Artifacts);
        return new Delivered(new VerificationContext(blueprint, project.Current.Artifacts, folder));
    }

    /// <summary>Takes the slashes from the code in hooks, as a person would.</summary>
    public void UncommentHooks()
    {
        foreach (var file in Directory.GetFiles(Folder, "*Hooks.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.That(text, Does.Contain("    //     public override "), file);
            File.WriteAllText(file, text.Replace("    //     ", "    ", StringComparison.Ordinal));
        }
    }

    /// <summary>Changes a file of the delivery, as a person would.</summary>
    public void Edit(string path, Func<string, string> change)
    {
        var file = Path.Combine(Folder, path);
        File.WriteAllText(file, change(File.ReadAllText(file)));
    }

    /// <summary>Runs the delivered tests, which are compiled already, on a server of a kind; all of them pass.</summary>
    /// <param name="database">The kind.</param>
    /// <param name="callers">How many call at once in tests of what many callers must not break; null as delivered.</param>
    /// <param name="cache">A cache that they use; null for none.</param>
    /// <param name="broker">A broker that they use; null for none, by which the tests of brokers are passed over.</param>
    /// <param name="within">A program, with its arguments, that runs them as its own last arguments say; null for none.</param>
    /// <param name="filter">Which of them; all when null.</param>
    /// <param name="service">One of several services; null for the whole.</param>
    public async Task AssertTestsPassAsync(
        string database,
        int? callers = null,
        string? cache = null,
        string? broker = null,
        IReadOnlyList<string>? within = null,
        string? filter = null,
        ServiceShare? service = null
    )
    {
        var name = Conventions.Pascal((service?.Blueprint ?? Blueprint).Service.Name) + ".Tests";
        IReadOnlyList<string> command =
        [
            .. within ?? [],
            "dotnet",
            "test",
            Path.Combine("tests", name, "bin/Debug/net10.0", name + ".dll"),
            .. filter is null ? (IEnumerable<string>)[] : ["--filter", filter],
        ];
        var request = new ProcessRequest(command[0], [.. command.Skip(1)])
        {
            WorkingDirectory = Path.Combine(Folder, service?.Folder ?? ""),
            Timeout = TimeSpan.FromMinutes(20),
            Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
            {
                ["TEST_DATABASE"] = await Servers.ForTestsAsync(database),
                ["TEST_CACHE"] = cache,
                ["TEST_BROKER"] = broker,
                ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
                ["TEST_CALLERS"] = callers?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };

        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);

        Assert.That(result.Succeeded, result.Text);
        if (broker is not null)
            Assert.That(result.Text, Does.Not.Contain("Skipped Events_arrive"), "the tests of brokers have run");
        Assert.That(result.Text, Does.Match(@"Passed!.*Passed:\s+[1-9]").Or.Match(@"Total tests:\s+[1-9]"));
    }

    /// <summary>Runs a verifier on it, which passes; that of a load has nothing to judge where none is asked for.</summary>
    public async Task AssertPassesAsync(IVerifier verifier)
    {
        var result = await verifier.VerifyAsync(Context, CancellationToken.None);
        var isIdle = verifier.Id == "load" && Context.Blueprint.Capability("load-test") is null;
        var expected = isIdle ? VerificationOutcome.NotAskedFor : VerificationOutcome.Passed;
        Assert.That(result.Outcome, Is.EqualTo(expected), result.Summary + string.Join('\n', result.Findings));
    }

    /// <summary>Starts the service on an empty database of a kind.</summary>
    public async Task<DeliveredService> StartAsync(string database) =>
        await DeliveredService.StartAsync(Folder, Blueprint, await Servers.CreateDatabaseAsync(database, Folder), CancellationToken.None);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Code;
using BackendAgents.Tests.Verification;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Mutation;

/// <summary>A delivered service with all its mutants, built once, and what its tests say to each.</summary>
internal sealed class MutationRun : IDisposable
{
    // One mutant is tried for so long; a service that does not answer any more is noticed, too.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Delivered _delivered;
    private readonly string _program;
    private readonly string _results;

    private MutationRun(Delivered delivered, string name, IReadOnlyList<Mutant> mutants)
    {
        _delivered = delivered;
        Mutants = mutants;
        _results = Path.Combine(delivered.Folder, "mutants.tsv");
        _program = Path.Combine(delivered.Folder, "tests", name + ".Tests", "bin", "Debug", "net10.0", name + ".Tests.dll");
    }

    /// <summary>All mutants of the features.</summary>
    public IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>Writes, changes and builds a delivery. The build restores; the references of the service come from that.</summary>
    public static async Task<MutationRun> BuildAsync(Blueprint blueprint)
    {
        var delivered = Delivered.Write(blueprint);
        var name = Conventions.Pascal(blueprint.Service.Name);
        var project = delivered.Context.Artifacts.First(file => file.Path == $"src/{name}/{name}.csproj");
        await DotNetAsync(delivered.Folder, "restore");
        var @switch = new Artifact($"src/{name}/Infrastructure/MutantSwitch.cs", Source("MutantSwitch"));
        var references = ReferenceAssemblies.Of(project.Content);
        Assert.That(references.Missing, Is.Empty);
        var (files, mutants) = Mutator.Mutate(delivered.Context.Artifacts, @switch, references.References);
        var tests = $"tests/{name}.Tests";
        foreach (
            var file in files
                .Append(@switch)
                .Append(new Artifact($"{tests}/MutationRunner.cs", Source("MutationRunner")))
                .Append(new Artifact($"{tests}/MutationProgram.cs", Program))
        )
            await File.WriteAllTextAsync(Path.Combine(delivered.Folder, file.Path), file.Content);
        await DotNetAsync(
            delivered.Folder,
            "build",
            tests,
            "--no-restore",
            "-v",
            "q",
            "-p:GenerateProgramFile=false",
            "-p:TreatWarningsAsErrors=false",
            "-p:RunAnalyzers=false"
        );
        return new MutationRun(delivered, name, mutants);
    }

    /// <summary>Runs the tests against mutants.</summary>
    /// <param name="mutants">Which.</param>
    /// <param name="database">Connection string of a server with {name} for the database; SQLite when null.</param>
    /// <param name="callers">How many call at once in tests of races; null as delivered.</param>
    public async Task<IReadOnlyList<(Mutant Mutant, string Outcome, string Killer)>> TryAsync(
        IReadOnlyList<Mutant> mutants,
        string? database = null,
        int? callers = null
    )
    {
        File.Delete(_results);
        var left = mutants.ToList();
        while (left.Count > 0)
        {
            var before = left.Count;
            var run = await ProcessRunner.RunAsync(
                new ProcessRequest("dotnet", [_program, _results, .. left.Select(static mutant => $"{mutant.Id}:{mutant.Feature}")])
                {
                    WorkingDirectory = Path.GetDirectoryName(_program),
                    Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
                    {
                        ["TEST_DATABASE"] = database,
                        ["TEST_CALLERS"] = callers?.ToString(CultureInfo.InvariantCulture),
                    },
                    Timeout = s_patience + TimeSpan.FromSeconds(10 * left.Count),
                },
                CancellationToken.None
            );
            var told = Read();
            left.RemoveAll(mutant => told.ContainsKey(mutant.Id));
            Assert.That(left, Has.Count.LessThan(before).Or.Empty, run.Text);
        }

        var outcomes = Read();
        return [.. mutants.Select(mutant => (mutant, outcomes[mutant.Id].Outcome, outcomes[mutant.Id].Killer))];
    }

    public void Dispose() => _delivered.Dispose();

    private const string Program = """
        namespace Mutation;

        internal static class MutationProgram
        {
            public static int Main(string[] args) => MutationRunner.Run(typeof(MutationProgram).Assembly, args[0], args[1..]);
        }
        """;

    // A line that was begun and not ended is of a mutant that never let the tests end.
    private Dictionary<int, (string Outcome, string Killer)> Read() =>
        (File.Exists(_results) ? File.ReadAllLines(_results) : [])
            .Select(static line => line.Split('\t'))
            .ToDictionary(
                static parts => int.Parse(parts[0], CultureInfo.InvariantCulture),
                static parts => parts is [_, var outcome, var killer] ? (outcome, killer) : ("killed", "it never ends")
            );

    private static string Source(string name) =>
        File.ReadAllText(Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Tests/Mutation", name + ".cs"));

    private static async Task DotNetAsync(string folder, params IReadOnlyList<string> arguments)
    {
        var result = await ProcessRunner.RunAsync(
            new ProcessRequest("dotnet", [.. arguments, "-nologo"]) { WorkingDirectory = folder },
            CancellationToken.None
        );
        Assert.That(result.Succeeded, result.Text);
    }
}

using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Tests.Mutation;

/// <summary>
/// The delivered tests and scenarios are good for something: what the features do is taken out or turned, piece by piece, and they notice.
/// </summary>
[Category("Slow")]
[NonParallelizable]
public sealed class MutationTests
{
    // Which examples are tried whole: their names, or all. What that came to stands in benchmarks/README.md.
    private static readonly string s_asked = Environment.GetEnvironmentVariable("BACKEND_AGENTS_MUTATION") ?? "";

    private const int Callers = 60;

    private static IEnumerable<string> Whole =>
        s_asked == "all" ? ["parking", "web-shop", "cinema", "benefits"] : s_asked.Split(',', StringSplitOptions.RemoveEmptyEntries);

    [Test]
    public async Task Delivered_tests_kill_a_sample_of_mutants()
    {
        using var run = await BuildAsync("benefits");
        var random = new Random(17);
        List<Mutant> sample = [.. run.Mutants.Where(static mutant => mutant.Kind != "lock").OrderBy(_ => random.Next()).Take(15)];

        var results = await run.TryAsync(sample);

        Assert.That(run.Mutants, Has.Count.GreaterThan(80));
        var left = results.Where(static result => result.Outcome != "killed").Select(static result => result.Mutant.ToString()).ToList();
        // So many of these are left; more would mean that delivered tests have become worse.
        Assert.That(left, Has.Count.LessThanOrEqualTo(4), string.Join('\n', left));
    }

    [TestCaseSource(nameof(Whole))]
    public async Task Delivered_tests_kill_the_mutants_of_an_example(string example)
    {
        using var run = await BuildAsync(example);
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        var database = await server!.CreateDatabaseAsync(CancellationToken.None) + ";Database={name}";
        List<Mutant> locks = [.. run.Mutants.Where(static mutant => mutant.Kind == "lock")];

        // SQLite has one writer at a time, and so needs no locks. That one is missing shows where many want the same at once.
        // What the first half came to is written before the second begins: a run of half an hour that is cut off isn't lost.
        List<(Mutant Mutant, string Outcome, string Killer)> results = [.. await run.TryAsync([.. run.Mutants.Except(locks)])];
        await WriteAsync(example, results);
        results.AddRange(await run.TryAsync(locks, database, Callers));
        await WriteAsync(example, results);
        foreach (var kind in results.GroupBy(static result => result.Mutant.Kind).OrderBy(static kind => kind.Key))
            TestContext.Progress.WriteLine($"{example}: {kind.Key}: {Killed(kind)} of {kind.Count()}");
        TestContext.Progress.WriteLine($"{example}: all: {Killed(results)} of {results.Count}");
        Assert.That(Killed(results) * 100, Is.GreaterThanOrEqualTo(85 * results.Count));
    }

    private static async Task WriteAsync(string example, IEnumerable<(Mutant Mutant, string Outcome, string Killer)> results)
    {
        var table = Path.Combine(GeneratedFile.Root, "artifacts", "mutation", example + ".tsv");
        Directory.CreateDirectory(Path.GetDirectoryName(table)!);
        await File.WriteAllLinesAsync(table, results.Select(static result => $"{result.Outcome}\t{result.Mutant}\t{result.Killer}"));
    }

    private static int Killed(IEnumerable<(Mutant Mutant, string Outcome, string Killer)> results) =>
        results.Count(static result => result.Outcome == "killed");

    private static async Task<MutationRun> BuildAsync(string example)
    {
        var yaml = await File.ReadAllTextAsync(Path.Combine(GeneratedFile.Root, "examples", example, "backend.yaml"));
        return await MutationRun.BuildAsync(CapabilityCatalog.BuiltIn.Read(yaml).Blueprint!);
    }
}

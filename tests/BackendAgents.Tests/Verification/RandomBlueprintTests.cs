using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.OpenApi;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// Blueprints that nobody thought of, delivered and used: the service compiles, its tests call every endpoint and every filter, and what it
/// says of itself is what the contract says. CI samples some seeds; BACKEND_AGENTS_FUZZ names how many more.
/// </summary>
[Category("Slow")]
[Parallelizable(ParallelScope.All)]
public sealed class RandomBlueprintTests
{
    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(
            1,
            Math.Max(1, int.TryParse(Environment.GetEnvironmentVariable("BACKEND_AGENTS_FUZZ"), out var times) ? times : 1)
        );

    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        foreach (var seed in Seeds())
            _bed.Add($"{seed}", RandomBlueprint.Of(seed), isAnalysed: true);
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [TestCaseSource(nameof(Seeds))]
    public async Task What_is_served_is_what_the_contract_says(int seed)
    {
        await _bed[$"{seed}"].AssertPassesAsync(new DotNetVerifier());
        await _bed[$"{seed}"].AssertPassesAsync(new OpenApiVerifier());
    }
}

using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.OpenApi;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// Blueprints that nobody thought of, delivered and used: the service compiles, its tests call every endpoint and every filter, and what it
/// says of itself is what the contract says. CI samples some seeds; BACKEND_AGENTS_FUZZ names how many more.
/// </summary>
[Category("Slow")]
[NonParallelizable]
public sealed class RandomBlueprintTests
{
    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(
            1,
            2 * Math.Max(1, int.TryParse(Environment.GetEnvironmentVariable("BACKEND_AGENTS_FUZZ"), out var times) ? times : 1)
        );

    [TestCaseSource(nameof(Seeds))]
    public async Task What_is_served_is_what_the_contract_says(int seed)
    {
        using var delivered = Delivered.Write(RandomBlueprint.Of(seed));

        foreach (var verifier in (IVerifier[])[new DotNetVerifier(), new OpenApiVerifier()])
        {
            var result = await verifier.VerifyAsync(delivered.Context, CancellationToken.None);
            Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), result.Summary + string.Join('\n', result.Findings));
        }
    }
}

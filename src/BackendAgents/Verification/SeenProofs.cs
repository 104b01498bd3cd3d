using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Verification;

/// <summary>One proof of a requirement, and what was seen of it.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Title">The proof: <c>scenario a-full-garage-takes-nobody</c>, <c>rule parking-session.garage-full</c>.</param>
/// <param name="Holds">Whether it was seen to hold; null where nothing ran that could show it.</param>
/// <param name="Seen">What was seen, in words.</param>
internal sealed record SeenProof(ProofKind Kind, string Title, bool? Holds, string Seen);

/// <summary>How a proof is shown.</summary>
internal enum ProofKind
{
    /// <summary>By a scenario.</summary>
    Scenario,

    /// <summary>By delivered tests of declared behaviour.</summary>
    Tests,

    /// <summary>By being part of what was verified.</summary>
    Element,
}

/// <summary>What verifiers have seen, by what requirements cite.</summary>
internal sealed class SeenProofs(Blueprint blueprint, IReadOnlyList<VerificationResult> results, CapabilityCatalog? capabilities)
{
    private readonly BlueprintIndex _index = new(blueprint);
    private readonly RequirementJudge _judge = new(blueprint, capabilities);
    private readonly Dictionary<string, ScenarioResult> _played = results
        .SelectMany(static result => result.Scenarios)
        .DistinctBy(static scenario => scenario.Scenario)
        .ToDictionary(static scenario => scenario.Scenario, StringComparer.Ordinal);
    private readonly Dictionary<string, ShownBehaviour> _shown = results
        .SelectMany(static result => result.Shown)
        .DistinctBy(static behaviour => behaviour.Name)
        .ToDictionary(static behaviour => behaviour.Name, StringComparer.Ordinal);

    /// <summary>Whether any verifier passed.</summary>
    public bool AnythingRan { get; } = results.Any(static result => result.Outcome == VerificationOutcome.Passed);

    /// <summary>Whether scenarios could be played.</summary>
    public bool CouldPlay { get; } =
        results.Any(static result => result is { Verifier: "scenarios", Outcome: not VerificationOutcome.NotRun });

    private bool AllPassed { get; } = results.All(static result => result.Outcome != VerificationOutcome.Failed);

    /// <summary>Whether the delivered tests were run.</summary>
    public bool Tested { get; } = results.Any(static result => result is { Verifier: "dotnet", Outcome: not VerificationOutcome.NotRun });

    /// <summary>Why what a placed requirement cites doesn't carry it; empty where it does.</summary>
    public string Unfounded(Requirement requirement) => _judge.Unfounded(requirement);

    /// <summary>All proofs of a requirement: its scenarios first.</summary>
    public IReadOnlyList<SeenProof> Of(Requirement requirement) =>
        [
            .. ProofElements.Scenarios(blueprint, requirement).Select(Scenario),
            .. requirement.Proof.Where(static proof => !proof.StartsWith("scenario ", StringComparison.Ordinal)).Select(Cited),
        ];

    private SeenProof Scenario(Scenario scenario)
    {
        var (holds, seen) = _played.GetValueOrDefault(scenario.Id) switch
        {
            null => ((bool?)null, "was not played"),
            { Failure: { } failure } => (false, $"fails: {failure}"),
            { Unshown: { Count: > 0 } unshown } => (
                false,
                $"passes though {string.Join(", ", unshown)} does nothing, so it does not show it"
            ),
            _ => (true, "passes, and fails without each operation that it calls"),
        };
        return new SeenProof(ProofKind.Scenario, "scenario " + scenario.Id, holds, seen);
    }

    private SeenProof Cited(string proof)
    {
        var behaviour = DeclaredBehaviour.Cited(_index, proof);
        if (behaviour.Count == 0)
            return AnythingRan && AllPassed
                ? new SeenProof(ProofKind.Element, proof, true, "is in what was verified")
                : new SeenProof(ProofKind.Element, proof, null, "is in the blueprint");
        if (!Tested)
            return new SeenProof(ProofKind.Tests, proof, null, "its delivered tests were not run");
        var named = behaviour.CountBy(static name => name, StringComparer.Ordinal).ToList();
        var tests = named.ConvertAll(pair => (pair.Value, Ran: _shown.GetValueOrDefault(pair.Key) ?? new ShownBehaviour(pair.Key, 0, 0)));
        var failed = tests.Sum(static test => test.Ran.Failed);
        if (failed > 0)
            return new SeenProof(ProofKind.Tests, proof, false, $"{failed} of its delivered tests failed or were not run");
        // A guard for which no situation is known has no test.
        var without = tests.Where(static test => test.Ran.Passed < test.Value).Select(static test => test.Ran.Name).ToList();
        return without.Count > 0
            ? new SeenProof(ProofKind.Tests, proof, null, $"no delivered test shows {string.Join(", ", without)}")
            : new SeenProof(ProofKind.Tests, proof, true, $"delivered tests passed: {tests.Sum(static test => test.Ran.Passed)}");
    }
}

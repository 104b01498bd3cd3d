using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Verification;

/// <summary>
/// Whether a requirement is proven for the very files that were verified. Worked out from what verifiers came to, never written by anybody.
/// </summary>
/// <param name="Id">Id of the requirement.</param>
/// <param name="Text">The words of the brief.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it is not proven; empty when it is.</param>
/// <param name="ShownBy">Ids of the scenarios that show it.</param>
internal sealed record RequirementProof(string Id, string Text, ProofState State, string Reason, IReadOnlyList<string> ShownBy)
{
    /// <summary>Whether the delivery does not do what it says, or nobody knows whether it does.</summary>
    public bool IsUnmet => State is ProofState.Open or ProofState.Declined or ProofState.Unproven;

    /// <summary>Judges all requirements of a blueprint.</summary>
    /// <param name="blueprint">The blueprint; null gives none.</param>
    /// <param name="results">What verifiers came to for its files; empty when none ran.</param>
    public static IReadOnlyList<RequirementProof> Of(Blueprint? blueprint, IReadOnlyList<VerificationResult> results)
    {
        if (blueprint is null)
            return [];
        var index = new BlueprintIndex(blueprint);
        var ran = results.Any(static result => result.Outcome == VerificationOutcome.Passed);
        var played = results
            .SelectMany(static result => result.Scenarios)
            .DistinctBy(static scenario => scenario.Scenario)
            .ToDictionary(static scenario => scenario.Scenario, StringComparer.Ordinal);
        var canPlay = results.Any(static result => result is { Verifier: "scenarios", Outcome: not VerificationOutcome.NotRun });
        return [.. blueprint.Requirements.Select(requirement => Judge(blueprint, index, requirement, ran, canPlay, played))];
    }

    private static RequirementProof Judge(
        Blueprint blueprint,
        BlueprintIndex index,
        Requirement requirement,
        bool ran,
        bool canPlay,
        Dictionary<string, ScenarioResult> played
    )
    {
        RequirementProof As(ProofState state, string reason = "", IReadOnlyList<string>? shownBy = null) =>
            new(requirement.Id, requirement.Text, state, reason, shownBy ?? []);

        switch (requirement.State)
        {
            case RequirementState.Open:
                return As(ProofState.Open, requirement.Reason);
            case RequirementState.Declined:
                return As(ProofState.Declined, requirement.Reason);
            case RequirementState.Waived:
                return As(ProofState.Waived, $"Waived by {requirement.WaivedBy}: {requirement.Reason}");
        }

        if (ProofElements.Missing(blueprint, index, requirement) is { Count: > 0 } missing)
            return As(ProofState.Unproven, $"It cites {string.Join(", ", missing.Take(5))}, which the blueprint does not have.");
        if (!ran)
            return As(ProofState.Placed);
        var scenarios = ProofElements.Scenarios(blueprint, requirement);
        var shown = scenarios
            .Where(scenario => played.GetValueOrDefault(scenario.Id)?.Proves == true)
            .Select(static one => one.Id)
            .ToList();
        if (shown.Count > 0)
            return As(ProofState.Proven, shownBy: shown);
        if (requirement.Kind is not (RequirementKind.Behaviour or RequirementKind.Access))
            return requirement.Proof.Count > 0
                ? As(ProofState.Proven)
                : As(ProofState.Unproven, "It cites nothing in the blueprint that shows it.");
        if (!canPlay)
            return As(ProofState.Placed);
        return As(
            ProofState.Unproven,
            scenarios.Count == 0
                ? "It is about behaviour or access, and no scenario shows it."
                : string.Join(' ', scenarios.Select(scenario => Why(scenario, played.GetValueOrDefault(scenario.Id))))
        );
    }

    private static string Why(Scenario scenario, ScenarioResult? result) =>
        result?.Failure is { } failure ? $"Scenario {scenario.Id} fails: {failure}"
        : result is null ? $"Scenario {scenario.Id} was not played."
        : $"Scenario {scenario.Id} passes though {string.Join(", ", result.Unshown)} does nothing, so it does not show it.";
}

/// <summary>What became of a requirement, as far as is known.</summary>
internal enum ProofState
{
    /// <summary>Shown by what was run: its scenarios, or the verifiers that passed what it cites.</summary>
    Proven,

    /// <summary>In the blueprint; nothing was run that could show it.</summary>
    Placed,

    /// <summary>In the blueprint, and what was run does not show it.</summary>
    Unproven,

    /// <summary>Not met, or in part only.</summary>
    Open,

    /// <summary>Left to people.</summary>
    Declined,

    /// <summary>A person has said that it need not be met.</summary>
    Waived,
}

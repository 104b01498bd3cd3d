using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Verification;

/// <summary>
/// Whether a requirement is proven for the very files that were verified. Worked out from what verifiers came to, never written by anybody.
/// </summary>
/// <param name="Id">Id of the requirement.</param>
/// <param name="Text">The words of the brief.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why it is not proven; empty when it is.</param>
/// <param name="Proofs">What is to show it, and what was seen of that.</param>
internal sealed record RequirementProof(string Id, string Text, ProofState State, string Reason, IReadOnlyList<SeenProof> Proofs)
{
    private const int MaxText = 200;
    private const int MaxReason = 300;

    /// <summary>Whether the delivery does not do what it says, or nobody knows whether it does.</summary>
    public bool IsUnmet => State is ProofState.Open or ProofState.Declined or ProofState.Unproven;

    /// <summary>Judges all requirements of a blueprint, in its order.</summary>
    /// <param name="blueprint">The blueprint; null gives none.</param>
    /// <param name="results">What verifiers came to for its files; empty when none ran.</param>
    /// <param name="capabilities">What the blueprint may ask for; the capabilities of this library when null.</param>
    public static IReadOnlyList<RequirementProof> Of(
        Blueprint? blueprint,
        IReadOnlyList<VerificationResult> results,
        CapabilityCatalog? capabilities = null
    )
    {
        if (blueprint is null)
            return [];
        var seen = new SeenProofs(blueprint, results, capabilities);
        return [.. blueprint.Requirements.Select(requirement => Judge(requirement, seen))];
    }

    /// <summary>Those that are not met or not proven first, then those that only stand in the blueprint.</summary>
    public static IEnumerable<RequirementProof> OpenFirst(IEnumerable<RequirementProof> requirements) =>
        requirements.OrderBy(static requirement =>
            requirement.State switch
            {
                ProofState.Open => 0,
                ProofState.Declined => 1,
                ProofState.Unproven => 2,
                ProofState.Placed => 3,
                ProofState.Proven => 4,
                _ => 5,
            }
        );

    /// <summary>A line for each that is not met or not proven: what it is, its words, and why.</summary>
    public static IReadOnlyList<string> Unmet(IEnumerable<RequirementProof> requirements) =>
        [
            .. OpenFirst(requirements)
                .Where(static requirement => requirement.IsUnmet)
                .Select(static requirement =>
                    $"{requirement.State.ToString().ToLowerInvariant()}: \"{Begin(requirement.Text, MaxText)}\" "
                    + Begin(requirement.Reason, MaxReason)
                ),
        ];

    // On one line, without what plays with a terminal.
    private static string Begin(string text, int most)
    {
        var line = new string([.. text.Take(most).Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length > most ? line + "…" : line;
    }

    private static RequirementProof Judge(Requirement requirement, SeenProofs seen)
    {
        var proofs = seen.Of(requirement);
        RequirementProof As(ProofState state, string reason = "") => new(requirement.Id, requirement.Text, state, reason, proofs);

        switch (requirement.State)
        {
            case RequirementState.Open:
                return As(ProofState.Open, requirement.Reason);
            case RequirementState.Declined:
                return As(ProofState.Declined, requirement.Reason);
            case RequirementState.Waived:
                return As(ProofState.Waived, $"Waived by {requirement.WaivedBy}: {requirement.Reason}");
        }

        if (seen.Unfounded(requirement) is { Length: > 0 } unfounded)
            return As(ProofState.Unproven, unfounded);
        if (!seen.AnythingRan)
            return As(ProofState.Placed);
        // Whoever has one scenario that holds has none that fails.
        var failed = proofs.Where(static proof => proof is { Kind: ProofKind.Scenario, Holds: false }).ToList();
        if (failed.Count > 0)
            return As(ProofState.Unproven, Told(failed));
        if (proofs.Any(static proof => proof is { Kind: ProofKind.Scenario, Holds: true }))
            return As(ProofState.Proven);
        var isActed = requirement.Kind is RequirementKind.Behaviour or RequirementKind.Access;
        if (!isActed && Lacking(proofs) is { Count: > 0 } lacking)
            return seen.Tested ? As(ProofState.Unproven, Told(lacking)) : As(ProofState.Placed);
        if (!isActed)
            return requirement.Proof.Count > 0
                ? As(ProofState.Proven)
                : As(ProofState.Unproven, "It cites nothing in the blueprint that shows it.");
        // Behaviour that is cited is shown only as a whole.
        var tested = proofs.Where(static proof => proof.Kind == ProofKind.Tests).ToList();
        if (tested.Count > 0 && tested.TrueForAll(static proof => proof.Holds == true))
            return As(ProofState.Proven);
        if (!seen.CouldPlay)
            return As(ProofState.Placed);
        var wrong = proofs.Where(static proof => proof.Kind != ProofKind.Element && proof.Holds != true).ToList();
        return As(
            ProofState.Unproven,
            wrong.Count == 0
                ? "It is about behaviour or access, and neither a scenario nor a test of declared behaviour shows it."
                : Told(wrong)
        );
    }

    // What has tests of its own is not shown by standing in the blueprint; where it has none, a test that fails is still against it.
    private static List<SeenProof> Lacking(IEnumerable<SeenProof> proofs) =>
        [
            .. proofs.Where(static proof =>
                proof.Kind == ProofKind.Tests && (proof.Holds == false || (proof.Holds is null && DeclaredBehaviour.IsGiven(proof.Title)))
            ),
        ];

    private static string Told(IEnumerable<SeenProof> proofs) =>
        string.Join(' ', proofs.Select(static proof => $"{proof.Title}: {proof.Seen}"));
}

/// <summary>What became of a requirement, as far as is known.</summary>
internal enum ProofState
{
    /// <summary>Shown by what was run: its scenarios, tests of the behaviour that it cites, or the verifiers that passed.</summary>
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

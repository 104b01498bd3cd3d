using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Scenarios;

/// <summary>What requirements cite as proof, held against the blueprint. Pure; safe on any thread.</summary>
internal static class ProofElements
{
    private static readonly string[] s_databases = ["sqlite", "postgresql", "mysql", "mongodb"];

    /// <summary>What a requirement cites and the blueprint doesn't have (any more).</summary>
    public static IReadOnlyList<string> Missing(Blueprint blueprint, BlueprintIndex index, Requirement requirement) =>
        [.. requirement.Proof.Where(proof => !IsThere(blueprint, index, proof))];

    /// <summary>The scenarios that are to show that a requirement is met.</summary>
    public static IReadOnlyList<Scenario> Scenarios(Blueprint blueprint, Requirement requirement) =>
        [
            .. blueprint.Scenarios.Where(scenario =>
                scenario.Proves.Contains(requirement.Id) || requirement.Proof.Contains("scenario " + scenario.Id)
            ),
        ];

    /// <summary>All that is to show a requirement, scenarios first: <c>scenario a-full-garage</c>, <c>rule stay.full</c>.</summary>
    public static IReadOnlyList<string> ShownBy(Blueprint blueprint, Requirement requirement) =>
        [
            .. Scenarios(blueprint, requirement)
                .Select(static scenario => "scenario " + scenario.Id)
                .Concat(requirement.Proof)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The blueprint with every requirement open whose proof is gone: an element was removed, by whomever.</summary>
    public static Blueprint Reopen(Blueprint blueprint)
    {
        var index = new BlueprintIndex(blueprint);
        Requirement Judge(Requirement requirement) =>
            requirement.State == RequirementState.Placed && Missing(blueprint, index, requirement) is { Count: > 0 } missing
                ? requirement with
                {
                    State = RequirementState.Open,
                    Reason = $"It was placed by {string.Join(", ", missing.Take(5))}, which the blueprint does not have any more.",
                    Proof = [.. requirement.Proof.Except(missing)],
                }
                : requirement;
        var judged = blueprint.Requirements.Select(Judge).ToList();
        return judged.SequenceEqual(blueprint.Requirements) ? blueprint : blueprint with { Requirements = judged };
    }

    // Kinds that are not named here are for others to judge.
    private static bool IsThere(Blueprint blueprint, BlueprintIndex index, string proof)
    {
        if (proof.Split(' ', 2) is not [var kind, var id])
            return true;
        return kind switch
        {
            "entity" => index.EntityById(id) is not null,
            "field" => index.FieldById(id) is not null,
            "relation" => index.RelationById(id) is not null,
            "operation" => index.OperationById(id) is not null,
            "role" => index.RoleById(id) is not null || id is Role.Anonymous or Role.Authenticated,
            "enum" => index.EnumById(id) is not null,
            "job" => blueprint.Jobs.Any(job => job.Id == id),
            "notification" => blueprint.Notifications.Any(sent => sent.Id == id),
            "subscription" => blueprint.Subscriptions.Any(taken => taken.Id == id),
            "event" => blueprint.Events.Any(raised => raised.Id == id),
            "service" => id == "name" || blueprint.Services.Any(service => service.Name == id),
            "scenario" => blueprint.Scenarios.Any(scenario => scenario.Id == id),
            _ when DeclaredBehaviour.IsKind(kind) => DeclaredBehaviour.Cited(index, proof).Count > 0,
            "capability" when s_databases.Contains(id) => blueprint.Deployment.Database == id,
            _ => true,
        };
    }
}

using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Scenarios;

/// <summary>What requirements cite as proof, held against the blueprint. Pure; safe on any thread.</summary>
internal static class ProofElements
{
    /// <summary>What a requirement cites and the blueprint doesn't have (any more).</summary>
    /// <param name="blueprint">The blueprint.</param>
    /// <param name="index">The same by id.</param>
    /// <param name="uses">Whether it uses the capability with an id.</param>
    /// <param name="requirement">The requirement.</param>
    public static IReadOnlyList<string> Missing(
        Blueprint blueprint,
        BlueprintIndex index,
        Func<Blueprint, string, bool> uses,
        Requirement requirement
    ) => [.. requirement.Proof.Where(proof => !IsThere(blueprint, index, uses, proof))];

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

    // Kinds that are not named here are for others to judge.
    private static bool IsThere(Blueprint blueprint, BlueprintIndex index, Func<Blueprint, string, bool> uses, string proof)
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
            "service" => id is "name" or "title" || blueprint.Services.Any(service => service.Name == id),
            "scenario" => blueprint.Scenarios.Any(scenario => scenario.Id == id),
            _ when DeclaredBehaviour.IsKind(kind) => DeclaredBehaviour.Cited(index, proof).Count > 0,
            "capability" => uses(blueprint, id),
            "target" => IsTarget(blueprint.Targets, id),
            "feature" => IsFeature(blueprint, id),
            "cache" => index.EntityById(id)?.Cache is not null || blueprint.Deployment.Cache is not null,
            "computed" => index.FieldById(id)?.Computed is not null,
            "copy" => index.FieldById(id)?.Copy is not null,
            "floor" => index.FieldById(id)?.Min is not null,
            "deletion" => index.RelationById(id) is not null,
            "filter" => index.OperationById(id) is not null,
            _ => true,
        };
    }

    private static bool IsTarget(Targets targets, string name) =>
        name switch
        {
            "requestsPerSecond" => targets.RequestsPerSecond is not null,
            "concurrentUsers" => targets.ConcurrentUsers is not null,
            "latencyP95Milliseconds" => targets.LatencyP95Milliseconds is not null,
            "availabilityPercent" => targets.AvailabilityPercent is not null,
            "retentionDays" => targets.RetentionDays is not null,
            "recoveryPointMinutes" => targets.RecoveryPointMinutes is not null,
            "recoveryTimeMinutes" => targets.RecoveryTimeMinutes is not null,
            _ => false,
        };

    // Other features are entities and operations, which are cited beside them.
    private static bool IsFeature(Blueprint blueprint, string name) =>
        name switch
        {
            "passwords" => blueprint.Authentication.Kind == AuthenticationKind.Jwt,
            "limits" => blueprint.Limits.Count > 0,
            "search" => blueprint.Operations.Any(static operation => operation.Search.Count + operation.Filters.Count > 0),
            _ => true,
        };
}

using BackendAgents.Engineering.Blueprints.Validation;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Finds everything that makes a blueprint unusable. Emitters and rules rely on a blueprint without problems. Pure; safe on any thread.
/// </summary>
internal static class BlueprintValidator
{
    /// <summary>All problems, in the order of the model; empty when it is valid.</summary>
    public static IReadOnlyList<Diagnostic> Validate(Blueprint blueprint)
    {
        var report = new ProblemList(blueprint);
        NameValidation.Check(report);
        if (report.Problems.Count > 0)
            return report.Problems;

        // What follows looks things up by id, so it needs the names in order.
        FieldValidation.Check(report);
        RelationValidation.Check(report);
        ServiceValidation.Check(report);
        AccessValidation.Check(report);
        ApiKeyValidation.Check(report);
        SessionValidation.Check(report);
        LoginProviderValidation.Check(report);
        LimitValidation.Check(report);
        IdempotencyValidation.Check(report);
        CacheValidation.Check(report);
        DependencyValidation.Check(report);
        WebhookValidation.Check(report);
        OperationValidation.Check(report);
        RequirementValidation.Check(report);
        if (report.Problems.Count == 0)
            BehaviourValidation.Check(report);
        ScenarioValidation.Check(report);
        return report.Problems;
    }
}

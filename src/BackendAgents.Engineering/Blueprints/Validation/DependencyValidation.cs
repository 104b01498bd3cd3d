namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>What follows from what within an entity names fields that it has.</summary>
internal static class DependencyValidation
{
    private const int MaxReason = 500;

    public static void Check(ProblemList report)
    {
        for (var e = 0; e < report.Blueprint.Entities.Count; e++)
        {
            var entity = report.Blueprint.Entities[e];
            for (var d = 0; d < entity.Dependencies.Count; d++)
                Check(report, entity, entity.Dependencies[d], $"entities[{e}].dependencies[{d}]");
        }
    }

    private static void Check(ProblemList report, Entity entity, FieldDependency dependency, string path)
    {
        var fields = entity.Fields.Select(static field => field.Name).ToList();
        List<string> all = [.. fields, .. report.Index.RelationsTo(entity.Id).Select(static relation => relation.Name)];
        Names(report, entity, dependency.Fields, all, path + ".fields");
        Names(report, entity, dependency.Determine, fields, path + ".determine");
        report.AddIf(
            dependency.Determine.Intersect(dependency.Fields).Any(),
            BlueprintRules.NotApplicable,
            path + ".determine",
            "A field follows from itself.",
            "Name each field on one side."
        );
        report.AddIf(
            dependency.Reason.Length > MaxReason,
            BlueprintRules.OutOfRange,
            path + ".reason",
            $"The reason has {dependency.Reason.Length} characters; at most {MaxReason} are kept.",
            "Say it in a sentence or two."
        );
    }

    private static void Names(ProblemList report, Entity entity, IReadOnlyList<string> given, List<string> known, string path)
    {
        report.AddIf(
            given.Count == 0,
            BlueprintRules.Missing,
            path,
            "No field is named.",
            $"{entity.Name} has {string.Join(", ", known)}."
        );
        foreach (var name in given.Where(name => !known.Contains(name)))
            report.Add(
                BlueprintRules.UnknownReference,
                path,
                $"{entity.Name} has no '{NameValidation.Short(name)}' that can stand here.",
                $"Name one of {string.Join(", ", known)}."
            );
    }
}

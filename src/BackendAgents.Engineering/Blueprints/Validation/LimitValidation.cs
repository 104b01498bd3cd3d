namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Limits of calls: within bounds, and only where a caller is known.</summary>
internal static class LimitValidation
{
    private const int Most = 5;

    public static void Check(ProblemList report)
    {
        var blueprint = report.Blueprint;
        Check(report, blueprint.Limits, "limits");
        report.AddIf(
            blueprint.Limits.Count > 0 && !blueprint.Operations.Any(CallLimit.IsOpenToAccounts),
            BlueprintRules.NotApplicable,
            "limits",
            "Anybody may call every operation, so nobody's calls can be counted.",
            "Take 'limits' away; targets.requestsPerSecond limits callers by their address."
        );
        for (var i = 0; i < blueprint.Operations.Count; i++)
        {
            var operation = blueprint.Operations[i];
            var path = $"operations[{i}].limits";
            Check(report, operation.Limits, path);
            report.AddIf(
                operation.Limits.Count > 0 && !CallLimit.IsOpenToAccounts(operation),
                BlueprintRules.NotApplicable,
                path,
                $"Anybody may call {operation.Name}, so nobody's calls can be counted.",
                "Take 'limits' from it, or let roles call it instead of anonymous.",
                ProblemEdit.Remove(path)
            );
        }
    }

    private static void Check(ProblemList report, IReadOnlyList<CallLimit> limits, string path)
    {
        report.AddIf(limits.Count > Most, BlueprintRules.Limit, path, $"There are {limits.Count} limits; at most {Most} are allowed.");
        if (limits.Count == 0)
            return;
        report.AddIf(
            report.Index.Account is null,
            BlueprintRules.NotApplicable,
            path,
            "Calls are counted by account, and the service has none.",
            "Set authentication, or take 'limits' away."
        );
        for (var i = 0; i < limits.Count; i++)
        {
            report.AddIf(
                limits[i].Calls is < 1 or > 1_000_000_000,
                BlueprintRules.OutOfRange,
                $"{path}[{i}].calls",
                "A limit is 1 to 1,000,000,000 calls."
            );
            report.AddIf(
                limits[i].By == LimitHolder.Key && report.Blueprint.Authentication.ApiKeys is null,
                BlueprintRules.NotApplicable,
                $"{path}[{i}].by",
                "There are no keys by which calls could be counted.",
                "Write by: account, or add authentication.apiKeys: {}."
            );
        }

        foreach (var same in limits.GroupBy(static limit => (limit.Per, limit.By)).Where(static group => group.Count() > 1))
            report.Add(
                BlueprintRules.DuplicateName,
                path,
                $"There are {same.Count()} limits per {same.Key.Per.ToString().ToLowerInvariant()} for the same callers.",
                "Keep the lowest."
            );
    }
}

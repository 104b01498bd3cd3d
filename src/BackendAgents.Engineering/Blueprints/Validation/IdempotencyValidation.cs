namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Keys of calls: only where a second call would do something again, and a caller is known.</summary>
internal static class IdempotencyValidation
{
    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Operations.Count; i++)
        {
            var operation = report.Blueprint.Operations[i];
            if (!operation.Idempotent)
                continue;
            var path = $"operations[{i}].idempotent";
            report.AddIf(
                !Idempotency.Suits(operation),
                BlueprintRules.NotApplicable,
                path,
                operation.Webhook is null
                    ? $"{operation.Name} needs no key: the same call again changes nothing more."
                    : $"{operation.Name} is done once for each event already.",
                "Take 'idempotent' from it; it is for creations, actions and calls that change something.",
                ProblemEdit.Remove(path)
            );
            report.AddIf(
                report.Index.Account is null || !CallLimit.IsOpenToAccounts(operation),
                BlueprintRules.NotApplicable,
                path,
                $"Anybody may call {operation.Name}, so a stranger could ask for another's answer by the key.",
                "Take 'idempotent' from it, or let roles call it instead of anonymous.",
                ProblemEdit.Remove(path)
            );
        }
    }
}

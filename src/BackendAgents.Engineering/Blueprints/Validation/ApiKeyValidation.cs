namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Keys for programs: their bounds, and that operations and authentication say the same of them.</summary>
internal static class ApiKeyValidation
{
    public static void Check(ProblemList report)
    {
        const string place = "authentication.apiKeys";
        var blueprint = report.Blueprint;
        var taking = blueprint
            .Operations.Select(static (operation, i) => (operation, i))
            .Where(static pair => pair.operation.ApiKeys)
            .ToList();
        if (blueprint.Authentication.ApiKeys is not { } keys)
        {
            foreach (var (operation, i) in taking)
                report.Add(
                    BlueprintRules.NotApplicable,
                    $"operations[{i}].apiKeys",
                    $"{operation.Name} takes keys, but the service has none.",
                    "Add authentication.apiKeys: {}, or take apiKeys from the operation.",
                    blueprint.Authentication.Kind == AuthenticationKind.Jwt ? ProblemEdit.Set(place, "{}") : null
                );
            return;
        }

        report.AddIf(
            blueprint.Authentication.Kind == AuthenticationKind.None,
            BlueprintRules.Authentication,
            place,
            "A key belongs to an account, and the service has none.",
            "Write authentication.kind: jwt with account, login and defaultRole; accounts make their keys when they are logged in."
        );
        report.AddIf(
            !ApiKeys.IsHeader(keys.Header),
            BlueprintRules.Identifier,
            place + ".header",
            $"'{NameValidation.Short(keys.Header)}' is no header for keys.",
            "Write a name of letters, digits and hyphens that begins with X- or ends in Key: X-Api-Key.",
            ProblemEdit.SetText(place + ".header", "X-Api-Key")
        );
        report.AddIf(
            keys.MaxPerAccount is < 1 or > 100,
            BlueprintRules.OutOfRange,
            place + ".maxPerAccount",
            "An account has at most 1 to 100 keys."
        );
        report.AddIf(keys.MaxDays is < 1 or > 3_650, BlueprintRules.OutOfRange, place + ".maxDays", "A key is valid for 1 to 3650 days.");
        report.AddIf(
            taking.Count == 0,
            BlueprintRules.NotApplicable,
            place,
            "There are keys, but no operation takes one.",
            "Add apiKeys: true to each operation that programs may call."
        );
        foreach (var (operation, i) in taking.Where(static pair => pair.operation.Access.Any(static rule => rule.Role == Role.Anonymous)))
            report.Add(
                BlueprintRules.NotApplicable,
                $"operations[{i}].apiKeys",
                $"Anybody may call {operation.Name}; it needs no key.",
                "Take apiKeys from it.",
                ProblemEdit.Remove($"operations[{i}].apiKeys")
            );
    }
}

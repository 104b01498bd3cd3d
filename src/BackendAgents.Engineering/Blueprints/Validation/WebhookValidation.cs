namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Calls that other systems sign: of a shape that tells nothing to whoever calls, and with a secret.</summary>
internal static class WebhookValidation
{
    public static void Check(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Operations.Count; i++)
        {
            if (report.Blueprint.Operations[i] is { Webhook: { } webhook } operation)
                Check(report, operation, webhook, $"operations[{i}]");
        }
    }

    private static void Check(ProblemList report, Operation operation, IncomingWebhook webhook, string path)
    {
        report.AddIf(
            operation.Kind != OperationKind.Call || !CallTraits.HasBody(operation),
            BlueprintRules.NotApplicable,
            path + ".webhook",
            $"{operation.Name} is no call with a body that could be signed.",
            "Write kind: call, the method POST (or leave it out), and the members of the body as input."
        );
        report.AddIf(
            operation.Access is not [{ Role: Role.Anonymous }],
            BlueprintRules.NotApplicable,
            path + ".access",
            $"{operation.Name} is known by its signature, not by a login.",
            "Write access: [{ role: anonymous }].",
            ProblemEdit.Set(path + ".access", "[{\"role\":\"anonymous\"}]")
        );
        report.AddIf(
            operation.Status is not (202 or 204) || operation.Output.Count > 0,
            BlueprintRules.NotApplicable,
            path + ".status",
            $"{operation.Name} would tell its sender what is stored.",
            "Write status: 204 (or 202), and no output.",
            ProblemEdit.Set(path + ".status", "204")
        );
        report.AddIf(
            !IncomingWebhook.IsSetting(webhook.Secret),
            BlueprintRules.Identifier,
            path + ".webhook.secret",
            $"'{NameValidation.Short(webhook.Secret)}' names no setting.",
            "Write the name of the setting that will hold the secret, in two parts: Payments:WebhookSecret. Never the secret itself."
        );
        report.AddIf(
            webhook.ToleranceMinutes is < 1 or > 60,
            BlueprintRules.OutOfRange,
            path + ".webhook.toleranceMinutes",
            "The tolerance is 1 to 60 minutes."
        );
    }
}

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Access tokens that end with their session: there are some.</summary>
internal static class SessionValidation
{
    public static void Check(ProblemList report) =>
        report.AddIf(
            report.Blueprint.Authentication is { Revocable: true, Kind: AuthenticationKind.None },
            BlueprintRules.NotApplicable,
            "authentication.revocable",
            "Access tokens are to end with their session, but there are none.",
            "Write authentication.kind: jwt with account, login and defaultRole, or leave it out.",
            ProblemEdit.Remove("authentication.revocable")
        );
}

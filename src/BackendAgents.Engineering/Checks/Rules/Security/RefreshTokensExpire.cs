using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Refresh tokens live no longer than 30 days.</summary>
internal sealed class RefreshTokensExpire()
    : Rule(
        new RuleDescriptor(
            "SEC006",
            "Refresh tokens live no longer than 30 days.",
            Area.Security,
            Severity.Warning,
            "Shorten refreshTokenDays.",
            "OWASP ASVS 5.0 7.3.2"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var authentication = context.Blueprint.Authentication;
        if (authentication.Kind == AuthenticationKind.Jwt && authentication.RefreshTokenDays > 30)
            yield return Report("authentication", $"Refresh tokens live {authentication.RefreshTokenDays} days.");
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Authentication = blueprint.Authentication with { RefreshTokenDays = 14 },
        };
}

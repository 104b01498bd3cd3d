using BackendAgents.Engineering.Blueprints;

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
    public override IEnumerable<Finding> Check(CheckContext context)
    {
        var authentication = context.Blueprint.Authentication;
        if (authentication.Kind == AuthenticationKind.Jwt && authentication.RefreshTokenDays > 30)
            yield return Report("authentication", $"Refresh tokens live {authentication.RefreshTokenDays} days.");
    }

    public override Blueprint Fix(Blueprint blueprint, Finding finding) =>
        blueprint with
        {
            Authentication = blueprint.Authentication with { RefreshTokenDays = 14 },
        };
}

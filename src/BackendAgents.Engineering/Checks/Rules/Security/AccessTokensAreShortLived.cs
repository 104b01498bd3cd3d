using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Access tokens live no longer than 15 minutes.</summary>
internal sealed class AccessTokensAreShortLived()
    : Rule(
        new RuleDescriptor(
            "SEC005",
            "Access tokens live no longer than 15 minutes.",
            Area.Security,
            Severity.Warning,
            "Shorten accessTokenMinutes; refresh tokens keep people logged in.",
            "OWASP ASVS 5.0 9.2.1; RFC 9700 2.2"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var authentication = context.Blueprint.Authentication;
        if (authentication.Kind == AuthenticationKind.Jwt && authentication.AccessTokenMinutes > 15)
            yield return Report(
                "authentication",
                $"Access tokens live {authentication.AccessTokenMinutes} minutes; a stolen one can't be called back."
            );
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Authentication = blueprint.Authentication with { AccessTokenMinutes = 15 },
        };
}

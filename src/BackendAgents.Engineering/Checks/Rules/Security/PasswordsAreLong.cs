using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Passwords have at least 12 characters.</summary>
internal sealed class PasswordsAreLong()
    : Rule(
        new RuleDescriptor(
            "SEC007",
            "Passwords have at least 12 characters.",
            Area.Security,
            Severity.Warning,
            "Raise minPasswordLength.",
            "OWASP ASVS 5.0 6.2.1; NIST SP 800-63B-4 3.1.1"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var authentication = context.Blueprint.Authentication;
        if (authentication.Kind == AuthenticationKind.Jwt && authentication.MinPasswordLength < 12)
            yield return Report("authentication", $"Passwords of {authentication.MinPasswordLength} characters are taken.");
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Authentication = blueprint.Authentication with { MinPasswordLength = 12 },
        };
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Nobody changes data without logging in.</summary>
internal sealed class AnonymousDoesNotWrite()
    : Rule(
        new RuleDescriptor(
            "SEC001",
            "Nobody changes data without logging in.",
            Area.Security,
            Severity.Error,
            "Let authenticated callers do it, or a role.",
            "OWASP API Security 2023 API5; OWASP ASVS 5.0 8.2.1"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where context.Blueprint.Authentication.Kind != AuthenticationKind.None
        // What a provider calls proves itself by its signature.
        where
            operation.Writes()
            && operation.Webhook is null
            && !IsFollowed(operation)
            && operation.Access.Any(static rule => rule.Role == Role.Anonymous)
        select Report(operation.Id, $"{operation.Name} changes data and is open to everybody.");

    // Who is sent on by a link that is kept writes nothing of their own: that it was followed is counted at most.
    private static bool IsFollowed(Operation operation) => operation is { Method: "GET", Location: not null, Input.Count: 0 };

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeOperation(finding.Place.Element, static operation => operation.ReplaceRole(Role.Anonymous, Role.Authenticated));
}

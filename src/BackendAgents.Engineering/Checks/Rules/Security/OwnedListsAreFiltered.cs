using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Lists of personal rows show ordinary callers their own.</summary>
internal sealed class OwnedListsAreFiltered()
    : Rule(
        new RuleDescriptor(
            "SEC012",
            "Lists of personal rows show ordinary callers their own.",
            Area.Security,
            Severity.Warning,
            "Narrow the list to own rows.",
            "OWASP API Security 2023 API1; OWASP ASVS 5.0 8.2.2"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where operation.Kind is OperationKind.List or OperationKind.Get
        let entity = context.Blueprint.Entities.FirstOrDefault(entity => entity.Id == operation.Entity)
        where entity is { Owner.Count: > 0 } && entity.Fields.Any(static field => field.Personal)
        where operation.Access.Any(static rule => rule is { Role: Role.Authenticated, Scope: AccessScope.Any })
        select Report(operation.Id, $"{operation.Name} shows the personal data of every {entity.Name} to every account.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeOperation(finding.Place.Element, static operation =>
            operation with
            {
                Access =
                [
                    .. operation.Access.Select(static rule =>
                        rule.Role == Role.Authenticated ? rule with { Scope = AccessScope.Own } : rule
                    ),
                ],
            }
        );
}

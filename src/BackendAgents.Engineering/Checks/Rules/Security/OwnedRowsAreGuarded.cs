using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Where rows have owners, ordinary callers change only their own.</summary>
internal sealed class OwnedRowsAreGuarded()
    : Rule(
        new RuleDescriptor(
            "SEC004",
            "Where rows have owners, ordinary callers change only their own.",
            Area.Security,
            Severity.Error,
            "Narrow the rule to own rows; leave all rows to a privileged role.",
            "OWASP API Security 2023 API1; OWASP ASVS 5.0 8.2.2"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var blueprint = context.Blueprint;
        var ordinary = Ordinary(blueprint);
        var access = new AccessGrants(blueprint);
        return from operation in blueprint.Operations
            where operation.Kind is OperationKind.Update or OperationKind.Delete
            let entity = blueprint.Entities.FirstOrDefault(entity => entity.Id == operation.Entity)
            where entity is not null && (entity.Owner.Count > 0 || entity.Id == blueprint.Authentication.Account)
            from rule in operation.Access
            where rule.Scope == AccessScope.Any && ordinary.Contains(rule.Role)
            let found = Report(operation.Id, $"{operation.Name} lets any {rule.Role} change {Many(entity)} of somebody else.")
            select access.Granting(operation, rule) is { } said ? Asked(found, said) : found;
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding)
    {
        var ordinary = Ordinary(blueprint);
        var access = new AccessGrants(blueprint);
        return blueprint.ChangeOperation(finding.Place.Element, operation =>
            operation with
            {
                Access =
                [
                    .. operation.Access.Select(rule =>
                        ordinary.Contains(rule.Role) && access.Granting(operation, rule) is null
                            ? rule with
                            {
                                Scope = AccessScope.Own,
                            }
                            : rule
                    ),
                ],
            }
        );
    }

    // What the brief asks for is done, and its author hears of it.
    private static Diagnostic Asked(Diagnostic found, string said) =>
        found with
        {
            Severity = Severity.Warning,
            Message = $"{found.Message} The brief says so: \"{said}\"",
            Remedy = "Make sure that it is meant; else say whose rows they may change.",
            Fixable = false,
        };

    private static string Many(Entity entity) => Conventions.Phrase(Conventions.Plural(entity)).ToLowerInvariant();

    private static HashSet<string> Ordinary(Blueprint blueprint) =>
        blueprint.Roles.Where(blueprint.IsOrdinary).Select(static role => role.Id).Append(Role.Authenticated).ToHashSet();
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>A registration never receives a privileged role.</summary>
internal sealed class DefaultRoleIsOrdinary()
    : Rule(
        new RuleDescriptor(
            "SEC013",
            "A registration never receives a privileged role.",
            Area.Security,
            Severity.Error,
            "Choose an ordinary default role.",
            "OWASP ASVS 5.0 8.2.1; CWE-269"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var role = context.Blueprint.Roles.FirstOrDefault(role => role.Id == context.Blueprint.Authentication.DefaultRole);
        if (
            role is not null
            && (
                role.Name.HasWord("admin", "administrator", "root", "superuser")
                || role.Name.HasWord("owner", "manager") && ChangesAll(context.Blueprint, role)
            )
        )
            yield return Report("authentication", $"Whoever registers becomes '{role.Name}'.");
    }

    // The owner of pets is no owner of the practice.
    private static bool ChangesAll(Blueprint blueprint, Role role) =>
        blueprint.Operations.Any(operation =>
            operation.Kind is OperationKind.Update or OperationKind.Delete
            && operation.Access.Any(rule => rule.Role == role.Id && rule.Scope == AccessScope.Any)
        );
}

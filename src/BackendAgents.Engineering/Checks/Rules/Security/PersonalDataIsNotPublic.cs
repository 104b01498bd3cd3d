using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Personal data is not readable without logging in.</summary>
internal sealed class PersonalDataIsNotPublic()
    : Rule(
        new RuleDescriptor(
            "SEC002",
            "Personal data is not readable without logging in.",
            Area.Security,
            Severity.Warning,
            "Ask for a login, or mark the field as not personal.",
            "OWASP API Security 2023 API3; OWASP ASVS 5.0 14.2.6"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where context.Blueprint.Authentication.Kind != AuthenticationKind.None
        where operation.Kind is OperationKind.Get or OperationKind.List && operation.Access.Any(static rule => rule.Role == Role.Anonymous)
        let entity = context.Blueprint.Entities.FirstOrDefault(entity => entity.Id == operation.Entity)
        let field = entity?.Fields.FirstOrDefault(static field =>
            field is { Personal: true, Exposure: FieldExposure.ReadWrite or FieldExposure.ReadOnly }
        )
        where field is not null
        select Report(operation.Id, $"{operation.Name} shows {entity.Name}.{field.Name}, which is personal, to everybody.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeOperation(finding.Place.Element, static operation => operation.ReplaceRole(Role.Anonymous, Role.Authenticated));
}

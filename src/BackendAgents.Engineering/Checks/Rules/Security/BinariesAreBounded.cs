using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Every upload that callers write has a greatest size.</summary>
internal sealed class BinariesAreBounded()
    : Rule(
        new RuleDescriptor(
            "SEC009",
            "Every upload that callers write has a greatest size.",
            Area.Security,
            Severity.Warning,
            "Set maxLength, in bytes.",
            "OWASP API Security 2023 API4; OWASP ASVS 5.0 5.2.1"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where pair.Field is { Type: FieldType.Binary, MaxLength: null, Exposure: FieldExposure.ReadWrite or FieldExposure.WriteOnly }
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} takes bytes without a bound of its own.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field => field with { MaxLength = Conventions.MaxBinaryLength });
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Every text that callers write has a greatest length.</summary>
internal sealed class TextIsBounded()
    : Rule(
        new RuleDescriptor(
            "SEC008",
            "Every text that callers write has a greatest length.",
            Area.Security,
            Severity.Warning,
            "Set maxLength to what the use needs.",
            "OWASP API Security 2023 API4; Spectral owasp:api4:2023-string-limit"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where pair.Field is { Type: FieldType.Text, MaxLength: null, Exposure: FieldExposure.ReadWrite or FieldExposure.WriteOnly }
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} takes text of up to {Conventions.MaxTextLength} characters.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field => field with { MaxLength = 10_000 });
}

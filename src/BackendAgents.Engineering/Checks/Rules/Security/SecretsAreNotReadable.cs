using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>A secret never leaves through the API.</summary>
internal sealed class SecretsAreNotReadable()
    : Rule(
        new RuleDescriptor(
            "SEC003",
            "A secret never leaves through the API.",
            Area.Security,
            Severity.Error,
            "Make the field write-only or internal.",
            "OWASP API Security 2023 API3; OWASP ASVS 5.0 15.3.1"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where pair.Field.Exposure is FieldExposure.ReadWrite or FieldExposure.ReadOnly
        where pair.Field.Type is FieldType.String or FieldType.Text or FieldType.Binary
        where
            pair.Field.Name.HasWord("password", "secret", "token", "pin", "cvv", "cvc", "passphrase")
            || pair.Field.Name.EndsWith("apiKey", StringComparison.OrdinalIgnoreCase)
            || pair.Field.Name.EndsWith("privateKey", StringComparison.OrdinalIgnoreCase)
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} is a secret and readable.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field =>
            field with
            {
                Exposure = field.Exposure == FieldExposure.ReadOnly ? FieldExposure.Internal : FieldExposure.WriteOnly,
            }
        );
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>A service that stores personal data knows its callers.</summary>
internal sealed class PersonalDataNeedsAuthentication()
    : Rule(
        new RuleDescriptor(
            "SEC011",
            "A service that stores personal data knows its callers.",
            Area.Security,
            Severity.Error,
            "Turn authentication on and say who may see what.",
            "OWASP API Security 2023 API2; GDPR Article 32"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (
            context.Blueprint.Authentication.Kind == AuthenticationKind.None
            && context.Blueprint.AllFields().FirstOrDefault(static pair => pair.Field.Personal) is { Field: { } field, Entity: { } entity }
        )
            yield return Report(field.Id, $"{entity.Name}.{field.Name} is personal, and the service asks nobody to log in.");
    }
}

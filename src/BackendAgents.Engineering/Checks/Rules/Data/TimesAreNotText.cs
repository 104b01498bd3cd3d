using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Dates and times are typed.</summary>
internal sealed class TimesAreNotText()
    : Rule(
        new RuleDescriptor(
            "DATA006",
            "Dates and times are typed.",
            Area.Data,
            Severity.Warning,
            "Use timestamp, date or time.",
            "Squawk prefer-timestamptz; SchemaCrawler LinterColumnTypes"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where pair.Field.Type is FieldType.String or FieldType.Text && IsTime(pair.Field.Name)
        select Report(pair.Field.Id, $"{pair.Entity.Name}.{pair.Field.Name} is a date or time kept as text.");

    private static bool IsTime(string name) =>
        Conventions.Snake(name).Split('_')[^1] is "at" or "date" or "timestamp" or "deadline" or "birthday";

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field =>
            field with
            {
                Type = Conventions.Snake(field.Name).Split('_')[^1] is "date" or "birthday" ? FieldType.Date : FieldType.Timestamp,
                MaxLength = null,
                MinLength = null,
                Pattern = null,
                Default = null,
                Example = null,
            }
        );
}

using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Timestamps carry their zone.</summary>
internal sealed class TimestampsHaveZones()
    : Rule(
        new RuleDescriptor(
            "DATA012",
            "Timestamps carry their zone.",
            Area.Data,
            Severity.Warning,
            "Use timestamptz.",
            "Squawk prefer-timestamp-tz"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where
            (
                statement.Text.StartsWith("CREATE TABLE", StringComparison.Ordinal)
                || statement.Text.StartsWith("ALTER TABLE", StringComparison.Ordinal)
            ) && System.Text.RegularExpressions.Regex.IsMatch(statement.Text, @"\bTIMESTAMP\b(?! WITH TIME ZONE)(?!\(\d\) WITH TIME ZONE)")
        select Descriptor.Report(statement.Place, "A column is a timestamp without time zone.");
}

using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>Columns are not of type char.</summary>
internal sealed class TextIsNotPadded()
    : Rule(
        new RuleDescriptor(
            "DATA013",
            "Columns are not of type char.",
            Area.Data,
            Severity.Warning,
            "Use text with a check.",
            "Squawk ban-char-field"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where
            System.Text.RegularExpressions.Regex.IsMatch(statement.Text, @"(?<!VAR)\b(CHAR|CHARACTER)\s?\(\d+\)")
            && statement.Text.StartsWith("CREATE TABLE", StringComparison.Ordinal)
        select Descriptor.Report(statement.Place, "A column of type char is padded with spaces.");
}

using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A column added to a table in use is nullable or has a default.</summary>
internal sealed class NewColumnsAreNullableOrDefaulted()
    : Rule(
        new RuleDescriptor(
            "DATA015",
            "A column added to a table in use is nullable or has a default.",
            Area.Data,
            Severity.Error,
            "Add a default, or add it nullable and fill it first.",
            "Squawk adding-required-field"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where
            !statement.Initial
            && statement.Text.StartsWith("ALTER TABLE", StringComparison.Ordinal)
            && statement.Has("ADD COLUMN")
            && statement.Has("NOT NULL")
            && !statement.Has("DEFAULT")
        select Descriptor.Report(statement.Place, "Rows that exist have no value for the column; the statement fails.");
}

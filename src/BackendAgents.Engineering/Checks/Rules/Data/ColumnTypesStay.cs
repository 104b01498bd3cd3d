using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A migration changes no type of a column in use.</summary>
internal sealed class ColumnTypesStay()
    : Rule(
        new RuleDescriptor(
            "DATA017",
            "A migration changes no type of a column in use.",
            Area.Data,
            Severity.Warning,
            "Add a column of the new type, and move over.",
            "Squawk changing-column-type"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where !statement.Initial && statement.Has("ALTER COLUMN") && (statement.Has("TYPE") || statement.Has("SET DATA TYPE"))
        select Descriptor.Report(statement.Place, "Changing the type rewrites the table under a lock.");
}

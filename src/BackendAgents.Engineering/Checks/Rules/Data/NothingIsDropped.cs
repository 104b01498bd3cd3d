using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A migration drops no table, column or database.</summary>
internal sealed class NothingIsDropped()
    : Rule(
        new RuleDescriptor(
            "DATA011",
            "A migration drops no table, column or database.",
            Area.Data,
            Severity.Error,
            "Expand first, move the data, and contract in a later release.",
            "Squawk ban-drop-table, ban-drop-column, ban-drop-database"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where statement.Has("DROP TABLE") || statement.Has("DROP COLUMN") || statement.Has("DROP DATABASE")
        select Descriptor.Report(statement.Place, "The statement drops data.");
}

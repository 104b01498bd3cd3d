using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A migration renames no table or column in use.</summary>
internal sealed class NothingIsRenamed()
    : Rule(
        new RuleDescriptor(
            "DATA016",
            "A migration renames no table or column in use.",
            Area.Data,
            Severity.Warning,
            "Add the new one, write both, and drop the old in a later release.",
            "Squawk renaming-column, renaming-table"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where !statement.Initial && statement.Has("RENAME")
        select Descriptor.Report(statement.Place, "Running instances still use the old name.");
}

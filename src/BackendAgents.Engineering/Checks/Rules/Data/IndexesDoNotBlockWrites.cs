using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>An index on a table in use is built concurrently.</summary>
internal sealed class IndexesDoNotBlockWrites()
    : Rule(
        new RuleDescriptor(
            "DATA014",
            "An index on a table in use is built concurrently.",
            Area.Data,
            Severity.Warning,
            "Use CREATE INDEX CONCURRENTLY outside a transaction.",
            "Squawk require-concurrent-index-creation"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from statement in SqlText.Of(context)
        where
            !statement.Initial
            && (
                statement.Text.StartsWith("CREATE INDEX", StringComparison.Ordinal)
                || statement.Text.StartsWith("CREATE UNIQUE INDEX", StringComparison.Ordinal)
            )
            && !statement.Has("CONCURRENTLY")
        select Descriptor.Report(statement.Place, "Building this index blocks writes.");
}

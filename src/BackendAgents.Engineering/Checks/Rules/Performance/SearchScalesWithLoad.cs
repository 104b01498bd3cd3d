using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>A search by substring under high load has a text index: PostgreSQL's migrations bring one.</summary>
internal sealed class SearchScalesWithLoad()
    : Rule(
        new RuleDescriptor(
            "PERF002",
            "A search by substring under high load has a text index.",
            Area.Performance,
            Severity.Info,
            "Choose postgresql, where each search has a trigram index; elsewhere a search reads the table.",
            "PostgreSQL documentation, pg_trgm"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where operation.Search.Count > 0 && context.Blueprint.Deployment.Database != "postgresql"
        where context.Blueprint.Targets is { RequestsPerSecond: > 100 } or { ConcurrentUsers: > 1_000 }
        select Report(operation.Id, $"{operation.Name} reads every row for a substring.");
}

using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Performance;

/// <summary>A search under high load has an index: the migrations of PostgreSQL and of MySQL bring one.</summary>
internal sealed class SearchScalesWithLoad()
    : Rule(
        new RuleDescriptor(
            "PERF002",
            "A search under high load has an index of words.",
            Area.Performance,
            Severity.Info,
            "Choose postgresql or mysql, where each search has an index of words; in sqlite it reads the table.",
            "PostgreSQL documentation, 12.9 preferred index types for text search"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where operation.Search.Count > 0 && context.Blueprint.Deployment.Database == "sqlite"
        where context.Blueprint.Targets is { RequestsPerSecond: > 100 } or { ConcurrentUsers: > 1_000 }
        select Report(operation.Id, $"{operation.Name} reads every row for a word.");
}

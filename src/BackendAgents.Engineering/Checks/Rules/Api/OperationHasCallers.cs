using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every operation can be called by somebody.</summary>
internal sealed class OperationHasCallers()
    : Rule(
        new RuleDescriptor(
            "API017",
            "Every operation can be called by somebody.",
            Area.Api,
            Severity.Error,
            "Add an access rule, or drop the operation.",
            "OWASP ASVS 5.0 8.1.1"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where operation.Access.Count == 0
        select Report(operation.Id, $"Nobody may call {operation.Name}.");
}

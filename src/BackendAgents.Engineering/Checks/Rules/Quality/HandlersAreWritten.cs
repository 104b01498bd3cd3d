using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>Every handler that is to be written is.</summary>
internal sealed class HandlersAreWritten()
    : Rule(
        new RuleDescriptor(
            "QUAL005",
            "Every handler that is to be written is.",
            Area.Quality,
            Severity.Error,
            "Override HandleAsync there: code-write, or any editor.",
            "ISO/IEC 25010, functional completeness"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from operation in context.Blueprint.Operations
        where operation.Handler == OperationHandler.Written
        let path = HandWritten.HandlerOf(context.Blueprint, operation)
        where context.Artifacts.Find(path) is not { } file || !HandWritten.IsWritten(file.Content)
        select Descriptor.Report(new Place(path), $"{operation.Name} is not written yet: it answers 501, not-written.");
}

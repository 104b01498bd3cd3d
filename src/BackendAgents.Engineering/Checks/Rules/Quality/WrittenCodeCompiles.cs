using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>Code written by hand compiles with what is generated.</summary>
internal sealed class WrittenCodeCompiles()
    : Rule(
        new RuleDescriptor(
            "QUAL004",
            "Hooks and handlers compile with the rest of the service, without a warning.",
            Area.Quality,
            Severity.Error,
            "Mend what the compiler names.",
            "C# language specification"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        WrittenCode.Of(context.Artifacts).Errors.Select(problem => Descriptor.Report(problem.Place, problem.Message));
}

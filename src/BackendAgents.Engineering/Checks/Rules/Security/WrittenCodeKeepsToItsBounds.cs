using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Code written by hand uses what it is given, and nothing of the machine that it runs on.</summary>
internal sealed class WrittenCodeKeepsToItsBounds()
    : Rule(
        new RuleDescriptor(
            "SEC023",
            "Hooks and handlers use the database, the clock and what they are given, and nothing of the machine.",
            Area.Security,
            Severity.Error,
            "Use what docs/handlers.md lists.",
            "OWASP ASVS 5.0 15.2.5"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var code = WrittenCode.Of(context.Artifacts);
        if (code.NotChecked is { } reason)
            yield return Descriptor.Report(new Place("src"), "What is written by hand can't be checked. " + reason) with
            {
                Remedy = "Restore the packages on this machine: dotnet restore in the delivery's folder.",
            };
        foreach (var problem in code.Forbidden)
            yield return Descriptor.Report(problem.Place, problem.Message) with
            {
                Remedy = problem.Remedy,
            };
    }
}

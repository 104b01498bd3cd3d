using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>The delivery says how it is run.</summary>
internal sealed class DeliveryHasReadme()
    : Rule(
        new RuleDescriptor(
            "QUAL001",
            "The delivery says how it is run.",
            Area.Quality,
            Severity.Warning,
            "Emit it again, or write README.md.",
            "The Good Docs Project, README"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (context.Artifacts.Count > 0 && context.Artifacts.Find("README.md") is null)
            yield return Descriptor.Report(new Place("README.md"), "There is no README.md.");
    }
}

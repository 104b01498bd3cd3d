using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Cli.Commands;

/// <summary>Prints findings as a compiler prints its messages.</summary>
internal static class FindingList
{
    public static void Print(IReadOnlyList<Finding> findings, CliConsole console)
    {
        foreach (var finding in findings)
        {
            console.Line(
                $"{finding.Location}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule}: {finding.Message}",
                Style(finding.Severity)
            );
            console.Line("  " + finding.Remedy + (finding.Fixable ? " ('check --fix' does it.)" : ""));
        }
    }

    private static string Style(Severity severity) =>
        severity switch
        {
            Severity.Error => "red",
            Severity.Warning => "yellow",
            _ => "grey",
        };
}

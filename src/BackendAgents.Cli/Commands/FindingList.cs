using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary>Prints findings as a compiler prints its messages.</summary>
internal static class FindingList
{
    public static void Print(IReadOnlyList<Diagnostic> findings, CliConsole console)
    {
        foreach (var finding in findings)
        {
            console.Line(
                $"{finding.Place}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Code}: {finding.Message}",
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

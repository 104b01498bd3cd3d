using BackendAgents.Cli.Output;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary>Prints diagnostics of definitions: one line a kind with its count and first places, or each.</summary>
internal static class DiagnosticList
{
    private const int Places = 3;

    /// <summary>Prints them, what matters most first.</summary>
    public static void Print(IReadOnlyList<Diagnostic> diagnostics, CliConsole console, bool all)
    {
        if (all)
        {
            foreach (var diagnostic in diagnostics)
                console.Line(diagnostic.ToString(), Style(diagnostic.Severity));
            return;
        }

        foreach (var group in Groups(diagnostics))
            console.Line(Line([.. group]), Style(group.First().Severity));
    }

    /// <summary>The diagnostics by kind: errors, warnings, notes; of these the most frequent first.</summary>
    public static IEnumerable<IGrouping<string, Diagnostic>> Groups(IReadOnlyList<Diagnostic> diagnostics) =>
        diagnostics
            .GroupBy(static diagnostic => diagnostic.Code)
            .OrderByDescending(static group => group.Max(static diagnostic => diagnostic.Severity))
            .ThenByDescending(static group => group.Count())
            .ThenBy(static group => group.Key, StringComparer.Ordinal);

    // One alone is said whole. Of many, what the kind says, the first one as an example, and where the first ones are.
    private static string Line(List<Diagnostic> group)
    {
        if (group.Count == 1)
            return group[0].ToString();
        var places = group.Take(Places).Select(static found => found.Place.ToString());
        var kind = DefinitionCode.All.FirstOrDefault(code => code.Code == group[0].Code)?.Meaning ?? "";
        return $"{group[0].Severity.ToString().ToLowerInvariant()} {group[0].Code}, {group.Count} times: {kind} First: {group[0].Message} "
            + $"At {string.Join(", ", places)}{(group.Count > Places ? " …" : "")}";
    }

    private static string Style(Severity severity) =>
        severity switch
        {
            Severity.Error => "red",
            Severity.Warning => "yellow",
            _ => "grey",
        };
}

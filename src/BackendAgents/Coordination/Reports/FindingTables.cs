using System.Xml.Linq;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reports;

/// <summary>What was found in the run, round by round, and what became of it; then what to do about the rest.</summary>
internal static class FindingTables
{
    private const int Most = 500;

    public static IEnumerable<XElement> Draw(Report report)
    {
        var (found, left) = (report.Found, report.Result.Findings);
        if (found.Count == 0 && left.Count == 0)
            return [];
        var mended = found.Count(static entry => !entry.IsOpen);
        return
        [
            Piece.Heading("found", found.Count == 0 ? "Found" : $"Found and mended ({mended} of {Piece.Count(found.Count, "finding")})"),
            .. found
                .Take(Most)
                .GroupBy(static entry => entry.Round)
                .OrderBy(static round => round.Key)
                .SelectMany(static round => Round(round.Key, [.. round])),
            .. Left(left),
        ];
    }

    private static IEnumerable<XElement> Round(int round, IReadOnlyList<FoundFinding> found) =>
        [
            new XElement("h3", $"Round {round}: {Piece.Count(found.Count, "finding")}"),
            Piece.Table(
                ["What", "Where", "Found by", "Became"],
                found.Select(static entry =>
                    new object[]
                    {
                        $"{entry.Finding.Code}: {entry.Finding.Message}",
                        entry.Finding.Place.ToString(),
                        entry.By,
                        Piece.Word(entry.IsOpen ? Colour(entry.Finding.Severity) : "ok", entry.Fate),
                    }
                )
            ),
        ];

    private static IEnumerable<XElement> Left(IReadOnlyList<Diagnostic> left) =>
        left.Count == 0
            ? []
            :
            [
                new XElement("h3", $"Left at the end: {Piece.Count(left.Count, "finding")}"),
                Piece.Table(
                    ["Rule", "Severity", "Where", "What, and what to do"],
                    left.OrderByDescending(static finding => finding.Severity)
                        .Take(Most)
                        .Select(static finding =>
                            new object[]
                            {
                                finding.Code,
                                Piece.Word(Colour(finding.Severity), RunLines.Words(finding.Severity.ToString())),
                                finding.Place.ToString(),
                                $"{finding.Message} {finding.Remedy}",
                            }
                        )
                ),
            ];

    private static string Colour(Severity severity) =>
        severity switch
        {
            Severity.Error => "bad",
            Severity.Warning => "wait",
            _ => "quiet",
        };
}

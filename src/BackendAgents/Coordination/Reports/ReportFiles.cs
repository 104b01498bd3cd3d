using System.Xml.Linq;

namespace BackendAgents.Coordination.Reports;

/// <summary>Links to all that was delivered, folded by folder.</summary>
internal static class ReportFiles
{
    public static IEnumerable<XElement> Draw(Report report)
    {
        var artifacts = report.Result.Artifacts;
        if (report.Root is not { } root || artifacts.Count == 0)
            yield break;
        yield return Piece.Heading("files", $"Files ({artifacts.Count})");
        foreach (
            var folder in artifacts
                .GroupBy(static artifact => Folder(artifact.Path))
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
        )
            yield return new XElement(
                "details",
                new XElement(
                    "summary",
                    Piece.Clean($"{(folder.Key.Length == 0 ? "./" : folder.Key + "/")} ({Piece.Count(folder.Count(), "file")})")
                ),
                new XElement(
                    "ul",
                    folder.Select(artifact => new XElement(
                        "li",
                        Link(artifact.Path, artifact.Path[(artifact.Path.LastIndexOf('/') + 1)..], root)
                    ))
                )
            );
    }

    /// <summary>A link from the page to a file of the delivery.</summary>
    public static XElement Link(string path, string name, string root) =>
        new("a", new XAttribute("href", root + string.Join('/', path.Split('/').Select(Uri.EscapeDataString))), Piece.Clean(name));

    private static string Folder(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";
}

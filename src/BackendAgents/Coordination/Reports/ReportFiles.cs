using System.Xml.Linq;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Coordination.Reports;

/// <summary>Links to what was delivered.</summary>
internal static class ReportFiles
{
    private static readonly (string Path, string Name)[] s_first =
    [
        ("README.md", "README"),
        ("openapi.json", "OpenAPI document"),
        ("docs/requirements.md", "Requirements"),
        ("docs/er-diagram.md", "ER diagram"),
        ("docs/architecture.md", "Architecture"),
        ("docs/decisions.md", "Decisions"),
        ("docs/threat-model.md", "Threats"),
        ("docs/deployment.md", "Deployment"),
        ("docs/service-levels.md", "Levels of service"),
        ("docs/errors.md", "Errors"),
        ("docs/capacity.md", "Capacity"),
        ("docs/runbooks/restore.md", "When rows are lost"),
        ("backend.yaml", "Blueprint"),
    ];

    /// <summary>What most look at first.</summary>
    public static XElement? First(ArtifactSet artifacts, string? root)
    {
        var there = root is null ? [] : s_first.Where(entry => artifacts.Find(entry.Path) is not null).ToList();
        return there.Count == 0
            ? null
            : Piece.Of("ul", "links", there.Select(entry => new XElement("li", Link(entry.Path, entry.Name, root!))));
    }

    /// <summary>All files, folded by their folder.</summary>
    public static IEnumerable<XElement> All(ArtifactSet artifacts, string? root)
    {
        if (root is null || artifacts.Count == 0)
            yield break;
        yield return new XElement("h2", $"Files ({artifacts.Count})");
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

    private static string Folder(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";

    private static XElement Link(string path, string name, string root) =>
        new("a", new XAttribute("href", root + string.Join('/', path.Split('/').Select(Uri.EscapeDataString))), Piece.Clean(name));
}

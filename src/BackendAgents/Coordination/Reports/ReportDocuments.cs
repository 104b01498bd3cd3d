using System.Xml.Linq;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// The documents of a delivery by what a reader wants to know. What each path is follows from how it begins, so that a file which a
/// capability adds later finds its place by itself; code is listed with all files.
/// </summary>
internal static class ReportDocuments
{
    private const int Shown = 8;

    /// <summary>Topics in the order of the page; a path that ends in a slash stands for all that lies below it.</summary>
    private static readonly (string Topic, (string Path, string Name)[] Entries)[] s_topics =
    [
        (
            "Read first",
            [
                ("README.md", "README"),
                ("docs/requirements.md", "Requirements"),
                ("docs/brief.md", "How the brief was read"),
                ("backend.yaml", "Blueprint"),
                ("docs/deployment.md", "Deployment guide"),
            ]
        ),
        (
            "Interface",
            [
                ("openapi.json", "OpenAPI"),
                ("schema.graphql", "GraphQL schema"),
                ("docs/asyncapi.json", "Events (AsyncAPI)"),
                ("acceptance.arazzo.yaml", "Scenarios (Arazzo)"),
                ("docs/errors.md", "Errors"),
                ("docs/api/", ""),
            ]
        ),
        (
            "Design",
            [
                ("docs/architecture.md", "Architecture"),
                ("docs/er-diagram.md", "ER diagram"),
                ("docs/decisions.md", "Decisions"),
                ("docs/decisions/", ""),
                ("docs/threat-model.md", "Threat model"),
            ]
        ),
        ("Levels of service", [("docs/service-levels.md", "SLA and error budget"), ("docs/capacity.md", "Capacity plan"), ("load/", "")]),
        ("Runbooks", [("docs/runbooks/README.md", "All alerts"), ("docs/runbooks/", "")]),
        ("More documents", [("docs/", "")]),
        ("Watching", [("monitoring/", "")]),
        ("Containers", [("Dockerfile", "Dockerfile"), ("compose", ""), ("docker-compose", ""), ("gateway/", "")]),
        ("Kubernetes", [("deploy/kubernetes/", "")]),
        ("Helm", [("deploy/helm/", "")]),
        ("Terraform", [("deploy/terraform/", "")]),
        ("CloudFormation", [("deploy/cloudformation/", "")]),
        ("Backup", [("deploy/backup/", "")]),
        ("Deployment", [("deploy/", "")]),
        ("Pipelines", [(".github/", ""), (".gitlab-ci.yml", "GitLab CI")]),
        ("Database", [("db/", "")]),
    ];

    public static IEnumerable<XElement> Draw(Report report)
    {
        if (report.Root is not { } root || report.Result.Artifacts.Count == 0)
            return [];
        var cards = Topics(report.Result.Artifacts).Select(topic => Card(topic.Topic, topic.Files, root)).ToList();
        return cards.Count == 0 ? [] : [Piece.Heading("documents", "Documents"), Piece.Of("div", "cards", cards)];
    }

    // A file goes where it is first named. Those of one of several services have topics of their own, by the service.
    private static IEnumerable<(string Topic, List<(string Path, string Name)> Files)> Topics(ArtifactSet artifacts)
    {
        const string Services = "services/";
        var left = artifacts.Select(static artifact => artifact.Path).ToList();
        foreach (var (topic, entries) in s_topics)
        {
            var files = entries.SelectMany(entry => Take(left, entry.Path, entry.Name)).ToList();
            if (files.Count > 0)
                yield return (topic, files);
        }

        foreach (
            var service in left.Where(static path => path.StartsWith(Services, StringComparison.Ordinal))
                .GroupBy(static path => path.Split('/')[1], StringComparer.Ordinal)
        )
        {
            var inside = service.ToList();
            var files = s_topics
                .SelectMany(static topic => topic.Entries)
                .SelectMany(entry => Take(inside, $"{Services}{service.Key}/{entry.Path}", entry.Name))
                .ToList();
            if (files.Count > 0)
                yield return ($"Service {service.Key}", files);
        }
    }

    private static List<(string Path, string Name)> Take(List<string> left, string wanted, string name)
    {
        var taken = left.Where(path => name.Length > 0 ? path == wanted : path.StartsWith(wanted, StringComparison.Ordinal)).ToList();
        left.RemoveAll(taken.Contains);
        return [.. taken.Select(path => (path, name.Length > 0 ? name : Short(path, wanted)))];
    }

    // Without the folder that the topic stands for, and without the ending of a page.
    private static string Short(string path, string wanted)
    {
        var rest = wanted.EndsWith('/') ? path[wanted.Length..] : path;
        return rest.EndsWith(".md", StringComparison.Ordinal) ? rest[..^3].Replace('-', ' ') : rest;
    }

    private static XElement Card(string topic, List<(string Path, string Name)> files, string root) =>
        Piece.Of(
            "section",
            "card",
            new XElement("h3", Piece.Clean(topic)),
            List(files.Take(Shown), root),
            files.Count <= Shown
                ? null
                : new XElement("details", new XElement("summary", $"and {files.Count - Shown} more"), List(files.Skip(Shown), root))
        );

    private static XElement List(IEnumerable<(string Path, string Name)> files, string root) =>
        new("ul", files.Select(file => new XElement("li", ReportFiles.Link(file.Path, file.Name, root))));
}

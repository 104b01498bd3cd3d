using System.Xml.Linq;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// Each of several services on the page of the whole: what it owns, what it is told and tells, what was played through it, what was found
/// in its files, and its own documents.
/// </summary>
internal static class ServiceSections
{
    private const int MostFindings = 5;

    // What a reader of one service opens, where it is delivered.
    private static readonly (string Path, string Name)[] s_documents =
    [
        ("README.md", "README"),
        ("openapi.json", "OpenAPI"),
        ("docs/architecture.md", "Architecture"),
        ("docs/er-diagram.md", "ER diagram"),
        ("docs/decisions.md", "Decisions"),
        ("docs/threat-model.md", "Threat model"),
        ("docs/deployment.md", "Deployment"),
        ("docs/service-levels.md", "Levels of service"),
        ("docs/asyncapi.json", "Events (AsyncAPI)"),
    ];

    /// <summary>The place of a service on the page.</summary>
    public static string IdOf(string service) => "service-" + service;

    public static IEnumerable<XElement> Draw(Report report)
    {
        if (report.Result.Blueprint is not { } blueprint || !ServiceDivision.Applies(blueprint))
            yield break;
        var owners = new Ownership(blueprint);
        yield return Piece.Heading("services", $"Services ({blueprint.Services.Count})");
        foreach (var share in ServiceDivision.Of(blueprint))
        {
            yield return new XElement("h3", new XAttribute("id", IdOf(share.Service.Name)), Piece.Clean(share.Service.Name));
            if (share.Service.Description.Length > 0)
                yield return Piece.Of("p", "quiet", Piece.Clean(share.Service.Description));
            yield return Piece.Table(null, Rows(report, share, owners).Where(static row => row[1] is not ""));
        }
    }

    private static IEnumerable<object[]> Rows(Report report, ServiceShare share, Ownership owners)
    {
        var (part, whole) = (share.Blueprint, report.Result.Blueprint!);
        yield return ["Owns", Names(part.Entities.Where(static entity => entity.Origin is null).Select(static entity => entity.Name))];
        yield return ["Offers", $"{Piece.Count(part.Operations.Count, "operation")} on port {part.Deployment.Port}"];
        yield return
        [
            "Keeps copies of",
            Names(
                part.Entities.Where(static entity => entity.Origin is not null)
                    .Select(entity => $"{entity.Name} (of {owners.Of(entity.Id).Name})")
            ),
        ];
        yield return ["Tells", Names(part.Events.Where(static told => told.Foreign is null).Select(static told => told.Name))];
        yield return
        [
            "Hears",
            Names(
                part.Events.Where(static told => told.Foreign is not null)
                    .Select(told => $"{told.Name} (of {owners.Of(whole.Events.First(known => known.Id == told.Id)).Name})")
            ),
        ];
        yield return ["Scenarios through it", Played(report.Result, share.Service, owners)];
        yield return ["Found in it", Found(report.Result, share)];
        if (report.Root is { } root)
            yield return ["Read", Documents(report.Result, share, root)];
    }

    private static object Played(TeamResult result, ServiceBoundary service, Ownership owners)
    {
        var through = result.Blueprint!.Scenarios.Where(scenario =>
            scenario.Steps.Any(step => owners.Index.OperationById(step.Call) is { } called && owners.Of(called.Entity) == service)
        );
        var played = result
            .Verifications.SelectMany(static one => one.Scenarios)
            .DistinctBy(static one => one.Scenario)
            .ToDictionary(static one => one.Scenario);
        var lines = through
            .Select(scenario =>
                played.GetValueOrDefault(scenario.Id) switch
                {
                    null => Piece.Word("wait", $"{scenario.Title}: not played"),
                    { Failure: not null } => Piece.Word("bad", $"{scenario.Title}: fails"),
                    _ => Piece.Word("ok", $"{scenario.Title}: passes"),
                }
            )
            .ToList();
        return Lines(lines);
    }

    private static object Found(TeamResult result, ServiceShare share)
    {
        var findings = result.Findings.Where(finding => finding.Place.File?.StartsWith(share.Folder, StringComparison.Ordinal) == true);
        return Lines([.. findings.Take(MostFindings).Select(static finding => Piece.Word("wait", $"{finding.Code}: {finding.Message}"))]);
    }

    private static object Documents(TeamResult result, ServiceShare share, string root)
    {
        var there = s_documents.Where(file => result.Artifacts.Find(share.Folder + file.Path) is not null);
        return
            there
                .SelectMany(
                    (file, place) => new object[] { place == 0 ? "" : " · ", ReportFiles.Link(share.Folder + file.Path, file.Name, root) }
                )
                .ToArray()
                is { Length: > 0 } links
            ? links
            : "";
    }

    private static object Lines(List<XElement> lines) =>
        lines.Count == 0 ? "" : lines.Select(static line => new XElement("div", line)).ToArray();

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}

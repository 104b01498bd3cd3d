using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Cli.Commands;

/// <summary>Writes a delivery to its folder and says what happened to each file.</summary>
internal static class Delivery
{
    /// <summary>A blueprint's project, with what agents wrote for the delivery in a folder, if there is one.</summary>
    public static BackendProject Project(Blueprint blueprint, string? folder)
    {
        var project = new BackendProject(released: Released(folder));
        if (project.Replace(blueprint).Problems is [var problem, ..])
            throw new CliInputException($"{problem.Place}: {problem.Code}: {problem.Message}", problem.Remedy);
        if (folder is not null && Directory.Exists(folder))
        {
            foreach (var document in Open(folder, intoExisting: true).ReadDocuments())
            {
                if (project.Current.Artifacts.Find(document.Path) is null)
                    project.PutFile(document);
            }

            // A person's files are not of the delivery: where their form has changed, they are named when it is written.
            project.Take([
                .. Open(folder, intoExisting: true).ReadWritten().Where(static file => file.Ownership == ArtifactOwnership.Written),
            ]);
        }

        return project;
    }

    /// <summary>Requirements that a person has placed by what does not say what they say: each is open in what is delivered.</summary>
    /// <param name="placed">The blueprint as it was written.</param>
    /// <param name="judged">The same as a project takes it.</param>
    public static IReadOnlyList<Diagnostic> Reopened(Blueprint placed, Blueprint judged) =>
        [.. RequirementJudge.Reopened(placed, judged).Select(static note => note with { Severity = Severity.Warning })];

    /// <summary>What was delivered to a folder last; null when there is none, or nothing was.</summary>
    public static Release? Released(string? folder) =>
        folder is not null && Directory.Exists(folder) ? Open(folder, intoExisting: true).ReadRelease() : null;

    /// <summary>Opens the folder, so that one which can't take a delivery is refused before any work is done.</summary>
    public static Workspace Open(string folder, bool intoExisting) =>
        Workspace.Open(folder, new WorkspaceOptions { AllowForeignFiles = intoExisting });

    /// <summary>Names every file that goes, and every one that stays though the delivery has another or none in its place.</summary>
    public static void Print(WriteReport report, string folder, CliConsole console)
    {
        console.Line(
            $"{Plural.Of(report.Written.Count, "file")} written to {folder}, {report.Unchanged.Count} unchanged, "
                + $"{report.Removed.Count} removed."
        );
        foreach (var path in report.Removed)
            console.Line($"  removed {path}: the blueprint no longer asks for it");
        foreach (var path in report.Conflicts.Except(report.Outdated))
            console.Line($"  kept your version of {path}: it was edited by hand", "yellow");
        foreach (var finding in DeliveryState.Broken(report))
            console.Line($"  {finding.Place}: {finding.Message} {finding.Remedy}", "red");
    }
}

using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Cli.Commands;

/// <summary>Writes a delivery to its folder and says what happened to each file.</summary>
internal static class Delivery
{
    public static WriteReport Write(string folder, ArtifactSet artifacts, bool intoExisting, CancellationToken cancellationToken) =>
        Open(folder, intoExisting).Write(artifacts, cancellationToken);

    /// <summary>Opens the folder, so that one which can't take a delivery is refused before any work is done.</summary>
    public static Workspace Open(string folder, bool intoExisting) =>
        Workspace.Open(folder, new WorkspaceOptions { AllowForeignFiles = intoExisting });

    public static void Print(WriteReport report, string folder, CliConsole console)
    {
        console.Line(
            $"{report.Written.Count} files written to {folder}, {report.Unchanged.Count} unchanged, {report.Removed.Count} removed."
        );
        foreach (var path in report.Conflicts)
            console.Line($"  kept your version of {path}: it was edited by hand", "yellow");
    }
}

using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Cli.Commands;

/// <summary>Reads a delivered folder back, as it is on disk now: hand edits included.</summary>
internal static class DeliveredFiles
{
    /// <summary>The files that a delivery listed, with their content of today.</summary>
    public static ArtifactSet Read(string folder)
    {
        var workspace = Workspace.Open(folder, new WorkspaceOptions { AllowForeignFiles = true });
        var written = workspace.ReadWritten().ToDictionary(static file => file.Path, StringComparer.Ordinal);
        return new ArtifactSet(
            workspace.List().Select(path => written.GetValueOrDefault(path) ?? new Artifact(path, workspace.Read(path)))
        );
    }
}

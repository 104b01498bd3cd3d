using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>A delivery on its way into a workspace: all of it or nothing.</summary>
/// <param name="root">The folder of the workspace.</param>
/// <param name="staging">An empty folder within it.</param>
/// <param name="recovery">Takes up what is left here when the process dies.</param>
/// <param name="resolve">The file of a path of the delivery, which it checks.</param>
internal sealed class StagedDelivery(string root, string staging, WorkspaceRecovery recovery, Func<string, string> resolve)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes everything that is new beside its place, so that a full disk is met before any file changes.</summary>
    /// <param name="plan">What is written and removed.</param>
    /// <param name="release">The record of what was delivered; null for none.</param>
    /// <param name="cancellationToken">Ends it before anything changed.</param>
    public void Stage(WritePlan plan, string? release, CancellationToken cancellationToken)
    {
        foreach (var artifact in plan.Artifacts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = Path.Combine(staging, WorkspaceRecovery.New, artifact.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, artifact.Content, s_utf8);
            recovery.Stepped?.Invoke();
        }

        if (release is not null)
            File.WriteAllText(Path.Combine(staging, ReleaseFile.Name), release, s_utf8);
        File.WriteAllText(Path.Combine(staging, WorkspaceRecovery.Meant), plan.Manifest.Write(), s_utf8);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Puts it in place, or leaves all as it was.</summary>
    // Renames within one folder need no space. What was there is kept aside until all is in place, and put back when something fails.
    public void Commit(WritePlan plan)
    {
        var undo = new Stack<Action>();
        try
        {
            foreach (var path in plan.Report.Removed.Concat(plan.Artifacts.Select(static artifact => artifact.Path)))
                SetAside(path);
            foreach (var artifact in plan.Artifacts)
                Place(Path.Combine(staging, WorkspaceRecovery.New, artifact.Path), resolve(artifact.Path));
            if (Path.Combine(staging, ReleaseFile.Name) is var release && File.Exists(release))
            {
                SetAside(ReleaseFile.Path);
                Place(release, Path.Combine(root, ReleaseFile.Path));
            }

            SetAside(WorkspaceManifest.Path);
            Place(Path.Combine(staging, WorkspaceRecovery.Meant), Path.Combine(root, WorkspaceManifest.Path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or WorkspaceException)
        {
            while (undo.TryPop(out var action))
                action();
            throw;
        }

        void SetAside(string path)
        {
            var file = Path.Combine(root, path);
            if (!File.Exists(file))
                return;
            var kept = Path.Combine(staging, WorkspaceRecovery.Old, path);
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.Move(file, kept);
            recovery.Stepped?.Invoke();
            undo.Push(() => File.Move(kept, file, overwrite: true));
        }

        void Place(string from, string to)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to);
            recovery.Stepped?.Invoke();
            undo.Push(() => File.Delete(to));
        }
    }
}

using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>
/// Takes up what a process that died while it wrote a delivery left behind: what it had set aside goes back where nothing has taken its
/// place, and what it had put in place is entered in the manifest, so that the next delivery takes all of it for its own. May itself die at
/// any point.
/// </summary>
internal sealed class WorkspaceRecovery(string root, Func<string, string> resolve)
{
    private const string Prefix = "staging-";

    /// <summary>
    /// In a folder for staging, the manifest of the delivery. It comes there last and leaves last: without it nothing is in place, or all
    /// is.
    /// </summary>
    public const string Meant = "manifest.json";

    /// <summary>In a folder for staging, the folder of what is about to be put in place.</summary>
    public const string New = "new";

    /// <summary>In a folder for staging, the folder of what was there before.</summary>
    public const string Old = "old";

    /// <summary>Called after each step, with the folder as a process that dies then leaves it. For tests.</summary>
    public Action? Stepped { get; set; }

    private string Folder => Path.Combine(root, ".backend-agents");

    /// <summary>Whether a delivery was interrupted here.</summary>
    public bool IsNeeded => Directory.Exists(Folder) && Directory.EnumerateDirectories(Folder, Prefix + "*").Any();

    /// <summary>A new folder for staging.</summary>
    public DirectoryInfo Begin() => Directory.CreateDirectory(Path.Combine(Folder, Prefix + Guid.NewGuid().ToString("n")));

    /// <summary>Does it, when it is needed. The caller must hold the folder's lock.</summary>
    public void Run()
    {
        if (!IsNeeded)
            return;
        foreach (var staging in Directory.GetDirectories(Folder, Prefix + "*"))
        {
            if (File.Exists(Path.Combine(staging, Meant)))
                TakeUp(staging);
            Directory.Delete(staging, recursive: true);
        }
    }

    private void TakeUp(string staging)
    {
        var old = Path.Combine(staging, Old);
        foreach (var kept in Directory.Exists(old) ? Directory.GetFiles(old, "*", SearchOption.AllDirectories) : [])
        {
            var path = Path.GetRelativePath(old, kept).Replace('\\', '/');
            var place = path == WorkspaceManifest.Path ? Path.Combine(root, path) : resolve(path);
            if (File.Exists(place))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(kept, place);
            Stepped?.Invoke();
        }

        var file = Path.Combine(root, WorkspaceManifest.Path);
        var known = File.Exists(file) ? WorkspaceManifest.Read(File.ReadAllText(file)) : new WorkspaceManifest();
        foreach (var (path, entry) in WorkspaceManifest.Read(File.ReadAllText(Path.Combine(staging, Meant))).Files)
        {
            var place = resolve(path);
            if (File.Exists(place) && WorkspaceManifest.Hash(File.ReadAllText(place)) == entry.Hash)
                known.Files[path] = entry;
        }

        File.WriteAllText(file + ".new", known.Write(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(file + ".new", file, overwrite: true);
        Stepped?.Invoke();
    }
}

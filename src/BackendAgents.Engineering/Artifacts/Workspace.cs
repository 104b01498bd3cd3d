using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>
/// A folder for a delivery, as a sandbox: no path leaves it, sizes are bounded, and a person's work is never overwritten.
/// One process writes at a time, and may die doing so: the next one takes up what it left.
/// </summary>
public sealed class Workspace
{
    /// <summary>Where generated versions lie that a hand-edited file keeps from its place.</summary>
    public const string MergeFolder = ".backend-agents/merge";

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _root;
    private readonly WorkspaceOptions _options;
    private readonly WorkspaceRecovery _recovery;

    private Workspace(string root, WorkspaceOptions options)
    {
        _root = root;
        _options = options;
        _recovery = new WorkspaceRecovery(root, Resolve);
    }

    /// <summary>Opens a folder, which need not exist yet.</summary>
    /// <exception cref="WorkspaceException">It is a file, or holds files that no delivery wrote.</exception>
    public static Workspace Open(string root) => Open(root, new WorkspaceOptions());

    internal static Workspace Open(string root, WorkspaceOptions options)
    {
        var full = Path.GetFullPath(root);
        if (File.Exists(full))
            throw new WorkspaceException($"'{root}' is a file.", "Name a folder.");
        var workspace = new Workspace(full, options);
        if (
            !options.AllowForeignFiles
            && Directory.Exists(full)
            && !File.Exists(Path.Combine(full, WorkspaceManifest.Path))
            && !workspace._recovery.IsNeeded
            && Directory.EnumerateFileSystemEntries(full).Any(static entry => Path.GetFileName(entry) != WorkspaceManifest.Folder)
        )
            throw new WorkspaceException(
                $"'{root}' is not empty, and no delivery was written there.",
                "Name a new folder, or allow writing into this one (--into-existing)."
            );
        return workspace;
    }

    /// <summary>
    /// Tries whether the folder could be written, or made where it is missing, before long work begins. Leaves nothing behind.
    /// </summary>
    /// <exception cref="WorkspaceException">The file system refuses.</exception>
    public void EnsureWritable()
    {
        CheckLinks(Path.Combine(_root, WorkspaceManifest.Folder, "runs"));
        var existing = _root;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            if (File.Exists(existing))
                throw new WorkspaceException(
                    $"'{_root}' can't be written: '{existing}' is a file.",
                    "Name a folder that you may write into."
                );
            existing = parent;
        }

        var probe = Path.Combine(existing, ".backend-agents-" + Guid.NewGuid().ToString("n"));
        try
        {
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(
                $"'{_root}' can't be written: {problem.Message}",
                "Name a folder that you may write into.",
                problem
            );
        }
    }

    /// <summary>Called after each step of writing, with the folder as a process that dies then leaves it. For tests.</summary>
    internal Action? Stepped
    {
        set => _recovery.Stepped = value;
    }

    /// <summary>Paths of the delivery's files that are there.</summary>
    public IReadOnlyList<string> List() => [.. ReadManifest().Files.Keys.Where(path => File.Exists(Resolve(path)))];

    /// <summary>The text of a file.</summary>
    /// <exception cref="WorkspaceException">The path is not allowed, there is no such file, or it is too large.</exception>
    public string Read(string path)
    {
        var file = new FileInfo(Resolve(path));
        if (!file.Exists)
            throw new WorkspaceException($"There is no file '{path}'.", "See the list of files.");
        if (file.Length > _options.MaxFileBytes)
            throw new WorkspaceException(
                $"'{path}' has {file.Length} bytes; at most {_options.MaxFileBytes} are read.",
                "Look at it with another tool."
            );
        return File.ReadAllText(file.FullName);
    }

    /// <summary>Documents of the delivery that no emitter makes, as they are on disk.</summary>
    public IReadOnlyList<Artifact> ReadDocuments() =>
        [
            .. ReadManifest()
                .Files.Where(file => file.Value.Ownership == ArtifactOwnership.Document && File.Exists(Resolve(file.Key)))
                .Select(file => new Artifact(file.Key, Read(file.Key), ArtifactOwnership.Document)),
        ];

    /// <summary>
    /// Hooks and handlers in which something was written, as they are on disk: an agent's when nobody has changed it since, else a
    /// person's.
    /// </summary>
    internal IReadOnlyList<Artifact> ReadWritten()
    {
        var written = new List<Artifact>();
        foreach (var (path, known) in ReadManifest().Files.Where(static file => IsOwned(file.Value.Ownership)))
        {
            if (!File.Exists(Resolve(path)))
                continue;
            var content = Read(path);
            if (WorkspaceManifest.Hash(content) != known.Hash)
                written.Add(new Artifact(path, content, ArtifactOwnership.CreatedOnce));
            else if (known.Ownership == ArtifactOwnership.Written)
                written.Add(new Artifact(path, content, ArtifactOwnership.Written));
        }

        return written;
    }

    /// <summary>What was delivered here last; null when nothing was.</summary>
    /// <exception cref="WorkspaceException">The record of it can't be read, or one of its migrations is gone.</exception>
    internal Release? ReadRelease()
    {
        var file = Path.Combine(_root, ReleaseFile.Path);
        if (!File.Exists(file))
            return null;
        CheckLinks(file);
        var (blueprint, paths) = ReleaseFile.Read(File.ReadAllText(file));
        return new Release(blueprint, [.. paths.Select(Migration)]);

        Artifact Migration(string path) =>
            Release.IsMigration(path) && File.Exists(Resolve(path))
                ? new Artifact(path, Read(path))
                : throw new WorkspaceException(
                    $"The migration '{path}' was delivered and is gone.",
                    "Restore it from version control: databases may have been brought up to date by it."
                );
    }

    /// <summary>What <see cref="Write"/> would do; changes nothing.</summary>
    /// <exception cref="WorkspaceException">A path is not allowed, or a bound is passed.</exception>
    public WriteReport Preview(ArtifactSet artifacts)
    {
        CheckBounds(artifacts);
        return Plan(artifacts, ReadManifest()).Report;
    }

    /// <summary>
    /// Writes a delivery: all of it or nothing. Everything is staged beside its place first, so that a full disk is met before any file
    /// changes.
    /// </summary>
    /// <exception cref="WorkspaceException">A path is not allowed, a bound is passed, or the file system refuses. Files are as they
    /// were.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything changed.</exception>
    public WriteReport Write(ArtifactSet artifacts, CancellationToken cancellationToken = default)
    {
        CheckBounds(artifacts);
        try
        {
            using var held = Hold();
            _recovery.Run();
            var plan = Plan(artifacts, ReadManifest());
            var staging = _recovery.Begin();
            try
            {
                var staged = new StagedDelivery(_root, staging.FullName, _recovery, Resolve);
                staged.Stage(plan, ReleaseFile.Write(artifacts), cancellationToken);
                staged.Commit(plan);
                DeleteEmptyFolders(plan.Report.Removed);
                PutAside(artifacts, plan.Report.Outdated);
            }
            finally
            {
                staging.Delete(recursive: true);
            }

            return plan.Report;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(
                $"'{_root}' can't be written: {problem.Message}",
                "Check that the folder is writable and the disk has space; nothing of the delivery was left half-written.",
                problem
            );
        }
    }

    /// <summary>Puts a page about the delivery beside its manifest, in place of an earlier one. It is no part of the delivery.</summary>
    /// <param name="content">The page, HTML.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="WorkspaceException">The file system refuses. An earlier page is as it was.</exception>
    public string WriteReport(string content) => WriteReport(content, isDelivered: true);

    /// <summary>Puts the page of a run away; one that delivered nothing leaves the page of an earlier delivery alone.</summary>
    internal string WriteReport(string content, bool isDelivered)
    {
        var keeps = !isDelivered && File.Exists(Path.Combine(_root, WorkspaceManifest.Path));
        var last = Path.Combine(_root, WorkspaceManifest.Folder, "last-run.html");
        var file = keeps ? last : Path.Combine(_root, WorkspaceManifest.Folder, "report.html");
        CheckLinks(file);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file + ".new", content, s_utf8);
            File.Move(file + ".new", file, overwrite: true);
            if (!keeps)
                File.Delete(last);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(file + ".new"))
                File.Delete(file + ".new");
            throw new WorkspaceException(
                $"'{file}' can't be written: {problem.Message}",
                (isDelivered ? "The delivery itself was written. " : "") + "Check that the folder is writable and the disk has space.",
                problem
            );
        }

        return file;
    }

    private void CheckBounds(ArtifactSet artifacts)
    {
        if (artifacts.Count > _options.MaxFiles)
            throw new WorkspaceException(
                $"There are {artifacts.Count} files; at most {_options.MaxFiles} are written.",
                "Make the blueprint smaller."
            );
        long total = 0;
        foreach (var artifact in artifacts)
        {
            WorkspacePath.Check(artifact.Path);
            var bytes = s_utf8.GetByteCount(artifact.Content);
            total += bytes;
            if (bytes > _options.MaxFileBytes || total > _options.MaxTotalBytes)
                throw new WorkspaceException(
                    $"'{artifact.Path}' makes the delivery too large.",
                    $"A file has at most {_options.MaxFileBytes} bytes, all together {_options.MaxTotalBytes}."
                );
        }
    }

    private WritePlan Plan(ArtifactSet artifacts, WorkspaceManifest manifest)
    {
        var plan = new WritePlan();
        foreach (var artifact in artifacts)
        {
            var file = Resolve(artifact.Path);
            var hash = WorkspaceManifest.Hash(artifact.Content);
            var known = manifest.Files.GetValueOrDefault(artifact.Path);
            var entry = new ManifestEntry(hash, artifact.Ownership);
            if (!File.Exists(file))
                plan.Write(artifact, entry);
            else if (WorkspaceManifest.Hash(File.ReadAllText(file)) is var found && found == hash)
                plan.Same(artifact.Path, IsOwned(artifact.Ownership) ? known ?? entry : entry);
            else if (known is not null && found == known.Hash && !IsWorkLost(known, artifact))
                plan.Write(artifact, entry);
            else if (IsOwned(artifact.Ownership))
                plan.Own(artifact.Path, known ?? entry, hash, found);
            else
                plan.Conflict(artifact.Path, known, hash, found);
        }

        foreach (var (path, known) in manifest.Files.Where(file => artifacts.Find(file.Key) is null))
        {
            var file = Resolve(path);
            if (!File.Exists(file))
                continue;
            if (known.Ownership == ArtifactOwnership.Document)
                plan.Keep(path, known);
            else if (WorkspaceManifest.Hash(File.ReadAllText(file)) == known.Hash)
                plan.Remove(path);
            else
                plan.Orphan(path, known);
        }

        return plan;
    }

    private static bool IsOwned(ArtifactOwnership ownership) => ownership is ArtifactOwnership.CreatedOnce or ArtifactOwnership.Written;

    // What an agent wrote doesn't give way to the empty file that it was written in.
    private static bool IsWorkLost(ManifestEntry known, Artifact artifact) =>
        known.Ownership == ArtifactOwnership.Written && artifact.Ownership == ArtifactOwnership.CreatedOnce;

    // A folder that somebody else has put a file into by now is left.
    private void DeleteEmptyFolders(IEnumerable<string> removed)
    {
        foreach (var path in removed)
        {
            var folder = Path.GetDirectoryName(Path.Combine(_root, path))!;
            while (folder.Length > _root.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
                folder = Path.GetDirectoryName(folder)!;
            }
        }
    }

    // Only what is still to be merged lies there.
    private void PutAside(ArtifactSet artifacts, IReadOnlyList<string> outdated)
    {
        var folder = Path.Combine(_root, MergeFolder);
        CheckLinks(folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var path in outdated)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, artifacts.Find(path)!.Content, s_utf8);
        }
    }

    // Gone with its process, however that ends.
    private FileStream Hold()
    {
        var file = Path.Combine(_root, ".backend-agents", "lock");
        CheckLinks(file);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException problem) when (File.Exists(file))
        {
            throw new WorkspaceException(
                $"'{_root}' is being written by another process.",
                "Wait for it to end, or name another folder.",
                problem
            );
        }
    }

    private WorkspaceManifest ReadManifest()
    {
        var file = Path.Combine(_root, WorkspaceManifest.Path);
        if (!File.Exists(file))
            return new WorkspaceManifest();
        CheckLinks(file);
        var manifest = WorkspaceManifest.Read(File.ReadAllText(file));
        foreach (var path in manifest.Files.Keys)
            WorkspacePath.Check(path);
        return manifest;
    }

    private string Resolve(string path)
    {
        WorkspacePath.Check(path);
        var full = Path.GetFullPath(Path.Combine(_root, path));
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new WorkspaceException($"'{path}' leads out of the folder.", "Use a path inside it.");
        CheckLinks(full);
        return full;
    }

    // A link anywhere between the root and the file could lead outside, whatever the path says.
    private void CheckLinks(string full)
    {
        for (var at = full; at.Length > _root.Length; at = Path.GetDirectoryName(at)!)
        {
            FileSystemInfo info = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (info.LinkTarget is not null)
                throw new WorkspaceException($"'{Path.GetRelativePath(_root, at)}' is a link.", "Replace it by a real file or folder.");
        }
    }
}

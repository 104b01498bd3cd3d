namespace BackendAgents.Engineering.Artifacts;

/// <summary>What writing a delivery will do, decided before anything is touched.</summary>
internal sealed class WritePlan
{
    private readonly List<Artifact> _artifacts = [];
    private readonly List<string> _unchanged = [];
    private readonly List<string> _kept = [];
    private readonly List<string> _conflicts = [];
    private readonly List<string> _removed = [];
    private readonly List<string> _outdated = [];
    private readonly List<string> _orphaned = [];

    public WorkspaceManifest Manifest { get; } = new();

    public IReadOnlyList<Artifact> Artifacts => _artifacts;

    public WriteReport Report =>
        new()
        {
            Written = [.. _artifacts.Select(static artifact => artifact.Path)],
            Unchanged = _unchanged,
            Kept = _kept,
            Conflicts = _conflicts,
            Removed = _removed,
            Outdated = _outdated,
            Orphaned = _orphaned,
        };

    public void Write(Artifact artifact, ManifestEntry entry)
    {
        _artifacts.Add(artifact);
        Manifest.Files[artifact.Path] = entry;
    }

    public void Same(string path, ManifestEntry entry)
    {
        _unchanged.Add(path);
        Manifest.Files[path] = entry;
    }

    public void Keep(string path, ManifestEntry entry)
    {
        _kept.Add(path);
        Manifest.Files[path] = entry;
    }

    /// <summary>What stays though it is no longer delivered, since a person edited it.</summary>
    public void Orphan(string path, ManifestEntry known)
    {
        Keep(path, known);
        _orphaned.Add(path);
    }

    /// <summary>A person's file, which was created for it. What would be created now may have another form.</summary>
    public void Own(string path, ManifestEntry known, string created, string found)
    {
        (var entry, var isOutdated) = known.Meet(created, found);
        Keep(path, entry);
        if (isOutdated)
            _outdated.Add(path);
    }

    // The hash stays as it was, so that the file counts as edited until a person takes the generated version back.
    public void Conflict(string path, ManifestEntry? known, string generated, string found)
    {
        _conflicts.Add(path);
        if (known is null)
            return;
        (Manifest.Files[path], var isOutdated) = known.Meet(generated, found);
        if (isOutdated)
            _outdated.Add(path);
    }

    public void Remove(string path) => _removed.Add(path);
}

namespace BackendAgents.Engineering.Artifacts;

/// <summary>What writing a delivery will do, decided before anything is touched.</summary>
internal sealed class WritePlan
{
    private readonly List<Artifact> _artifacts = [];
    private readonly List<string> _unchanged = [];
    private readonly List<string> _kept = [];
    private readonly List<string> _conflicts = [];
    private readonly List<string> _removed = [];

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

    // The entry stays as it was, so that the file counts as edited until a person takes the generated version back.
    public void Conflict(string path, ManifestEntry? known)
    {
        _conflicts.Add(path);
        if (known is not null)
            Manifest.Files[path] = known;
    }

    public void Remove(string path) => _removed.Add(path);
}

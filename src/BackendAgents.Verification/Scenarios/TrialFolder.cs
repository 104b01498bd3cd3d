using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Verification.Scenarios;

/// <summary>
/// A folder that holds a delivery as it is now. Files that are the same are left as they are, so that a build takes up where the last one
/// ended. Goes when it is disposed of, or with the process.
/// </summary>
/// <param name="given">A folder that holds it already and is only read; null for one of its own.</param>
internal sealed class TrialFolder(string? given = null) : IDisposable
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly bool _isGiven = given is not null;
    private bool _isRestored;
    private string? _root = given;

    /// <summary>The folder.</summary>
    public string Root => _root ??= Create();

    /// <summary>Writes what has changed and takes away what is gone. True when packages have to be restored.</summary>
    /// <exception cref="IOException">A file can't be written.</exception>
    public bool LayOut(ArtifactSet artifacts)
    {
        if (_isGiven)
            return true;
        var root = Path.GetFullPath(Root) + Path.DirectorySeparatorChar;
        foreach (var artifact in artifacts)
        {
            if (_written.GetValueOrDefault(artifact.Path) == artifact.Content)
                continue;
            var path = Path.GetFullPath(Path.Combine(root, artifact.Path));
            if (!path.StartsWith(root, StringComparison.Ordinal))
                throw new IOException($"The path '{artifact.Path}' leaves its folder.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, artifact.Content);
            Note(artifact.Path, artifact.Content);
        }

        foreach (var gone in _written.Keys.Where(path => artifacts.Find(path) is null).ToList())
        {
            File.Delete(Path.Combine(root, gone));
            Note(gone, null);
        }

        return !_isRestored;
    }

    /// <summary>Packages are there, until a project changes.</summary>
    public void Restored() => _isRestored = true;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_isGiven)
            return;
        AppDomain.CurrentDomain.ProcessExit -= AtExit;
        try
        {
            if (_root is not null && Directory.Exists(_root))
                Directory.Delete(_root, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The system cleans its temporary folder.
        }
    }

    private void Note(string path, string? content)
    {
        if (content is null)
            _written.Remove(path);
        else
            _written[path] = content;
        if (Path.GetExtension(path) is ".csproj" or ".props" or ".targets" or ".slnx" or ".config")
            _isRestored = false;
    }

    private string Create()
    {
        // A host may keep a team for as long as it runs.
        AppDomain.CurrentDomain.ProcessExit += AtExit;
        return Directory.CreateTempSubdirectory("backend-agents-trial-").FullName;
    }

    private void AtExit(object? sender, EventArgs arguments) => Dispose();
}

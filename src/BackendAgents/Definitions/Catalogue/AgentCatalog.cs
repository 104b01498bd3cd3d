using Microsoft.Extensions.Primitives;

namespace BackendAgents.Definitions.Catalogue;

/// <summary>
/// All agents that are there: built in, a user's and a project's. Reads its folders again when something in them changes. Thread-safe; what
/// was read is never changed, only replaced.
/// </summary>
internal sealed class AgentCatalog : IDisposable
{
    /// <summary>How long nothing must have changed before the folders are read again: editors write in several steps.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<AgentSource> _sources;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ITimer? _timer;
    private volatile AgentCatalogSnapshot _current;
    private CancellationTokenSource _changed = new();
    private bool _disposed;

    /// <summary>Reads the sources.</summary>
    /// <param name="sources">Where to look; the built-in agents alone when null.</param>
    /// <param name="watch">Whether to read again when files change. Folders that are made later are seen as long as their parent is
    /// there.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public AgentCatalog(IReadOnlyList<AgentSource>? sources = null, bool watch = false, TimeProvider? time = null)
    {
        _sources = sources ?? [AgentSource.BuiltIn];
        _current = AgentCatalogSnapshot.Read(_sources, CancellationToken.None);
        if (!watch)
            return;
        _timer = (time ?? TimeProvider.System).CreateTimer(
            static state => ((AgentCatalog)state!).TryReload(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        foreach (
            var folder in _sources.Select(static source => source.Folder).OfType<string>().Select(Nearest).Distinct(StringComparer.Ordinal)
        )
            Watch(folder);
    }

    /// <summary>What there is now.</summary>
    public AgentCatalogSnapshot Current => _current;

    /// <summary>Why the folders could not be read again; null when they could. What was read before stays.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>A token that fires once when <see cref="Current"/> is replaced; ask for another one afterwards.</summary>
    public IChangeToken Changed
    {
        get
        {
            lock (_gate)
                return new CancellationChangeToken(_changed.Token);
        }
    }

    /// <summary>Reads the sources again, now.</summary>
    /// <param name="cancellationToken">Leaves everything as it was.</param>
    /// <exception cref="IOException">A folder can't be read; what was read before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read; what was read before stays.</exception>
    public AgentCatalogSnapshot Reload(CancellationToken cancellationToken = default)
    {
        var read = AgentCatalogSnapshot.Read(_sources, cancellationToken);
        CancellationTokenSource fired;
        lock (_gate)
        {
            _current = read;
            LastError = null;
            (fired, _changed) = (_changed, new CancellationTokenSource());
        }

        fired.Cancel();
        fired.Dispose();
        return read;
    }

    /// <summary>Stops watching. What was read stays.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        foreach (var watcher in _watchers)
            watcher.Dispose();
        _timer?.Dispose();
    }

    private void TryReload()
    {
        try
        {
            Reload();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            LastError = problem;
        }
    }

    private void Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Changed += (_, change) => Heard(change.FullPath);
        watcher.Created += (_, change) => Heard(change.FullPath);
        watcher.Deleted += (_, change) => Heard(change.FullPath);
        watcher.Renamed += (_, change) => Heard(change.FullPath);
        watcher.Error += (_, _) => Heard(folder);
        watcher.EnableRaisingEvents = true;
        _watchers.Add(watcher);
    }

    // Only what is in or above one of the folders matters; a parent is watched for the folder's own coming and going.
    private void Heard(string path)
    {
        var matters = _sources.Any(source => source.Folder is { } folder && IsWithin(path, folder));
        lock (_gate)
        {
            if (matters && !_disposed)
                _timer?.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private static bool IsWithin(string path, string folder)
    {
        var (inner, outer) = (Path.GetFullPath(path), Path.GetFullPath(folder));
        return inner == outer
            || inner.StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || outer.StartsWith(inner + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    // The folder, or what there is of the path to it.
    private static string Nearest(string folder)
    {
        var at = Path.GetFullPath(folder);
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
            at = parent;
        return at;
    }
}

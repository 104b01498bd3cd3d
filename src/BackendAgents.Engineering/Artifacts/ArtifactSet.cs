using System.Collections;
using System.Security.Cryptography;
using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>Files to deliver, ordered by path and hashed. Immutable.</summary>
public sealed class ArtifactSet : IReadOnlyCollection<Artifact>
{
    /// <summary>No file at all.</summary>
    public static ArtifactSet Empty { get; } = new([]);

    private readonly SortedDictionary<string, Artifact> _byPath = new(StringComparer.Ordinal);
    private readonly Lazy<string> _hash;

    /// <summary>Collects artifacts.</summary>
    /// <exception cref="ArgumentException">Two artifacts have the same path, also when only case differs.</exception>
    public ArtifactSet(IEnumerable<Artifact> artifacts)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var artifact in artifacts)
        {
            if (!seen.Add(artifact.Path))
                throw new ArgumentException($"Two artifacts have the path '{artifact.Path}'.", nameof(artifacts));
            _byPath.Add(artifact.Path, artifact);
        }

        _hash = new Lazy<string>(() => HashOf(this));
    }

    /// <inheritdoc />
    public int Count => _byPath.Count;

    /// <summary>SHA-256 over all paths and bytes, in lower-case hexadecimal.</summary>
    public string Hash => _hash.Value;

    /// <summary>The artifact at a path, or null.</summary>
    public Artifact? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>SHA-256 over the paths and bytes of some artifacts; each part is preceded by its length, so no two sets collide by shifting text.</summary>
    public static string HashOf(IEnumerable<Artifact> artifacts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var artifact in artifacts)
        {
            Append(hash, artifact.Path);
            Append(hash, artifact.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        static void Append(IncrementalHash hash, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }
    }

    /// <inheritdoc />
    public IEnumerator<Artifact> GetEnumerator() => _byPath.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>Files to deliver, ordered by path and hashed. Immutable.</summary>
public sealed class ArtifactSet : IReadOnlyCollection<Artifact>
{
    /// <summary>No file at all.</summary>
    public static ArtifactSet Empty { get; } = new([]);

    private readonly Artifact[] _sorted;
    private readonly Dictionary<string, Artifact>? _byPath;
    private string? _hash;

    /// <summary>Collects artifacts.</summary>
    /// <exception cref="ArgumentException">Two artifacts have the same path, also when only case differs.</exception>
    public ArtifactSet(IEnumerable<Artifact> artifacts)
    {
        _sorted = [.. artifacts];
        Array.Sort(_sorted, static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        if (_sorted.Length < 2)
            return;
        var seen = new HashSet<string>(_sorted.Length, StringComparer.OrdinalIgnoreCase);
        _byPath = new Dictionary<string, Artifact>(_sorted.Length, StringComparer.Ordinal);
        foreach (var artifact in _sorted)
        {
            if (!seen.Add(artifact.Path))
                throw new ArgumentException($"Two artifacts have the path '{artifact.Path}'.", nameof(artifacts));
            _byPath.Add(artifact.Path, artifact);
        }
    }

    /// <inheritdoc />
    public int Count => _sorted.Length;

    /// <summary>SHA-256 over all paths and bytes, in lower-case hexadecimal.</summary>
    public string Hash => _hash ??= HashOf(_sorted);

    /// <summary>The artifact at a path, or null.</summary>
    public Artifact? Find(string path) =>
        _byPath is not null ? _byPath.GetValueOrDefault(path)
        : _sorted is [var only] && only.Path == path ? only
        : null;

    /// <summary>
    /// SHA-256 over the paths and bytes of some artifacts; each part is preceded by its length, so no two sets collide by shifting text.
    /// </summary>
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
            var bytes = ArrayPool<byte>.Shared.Rent(sizeof(long) + Encoding.UTF8.GetMaxByteCount(text.Length));
            var length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(sizeof(long)));
            BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
            hash.AppendData(bytes.AsSpan(0, sizeof(long) + length));
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <inheritdoc />
    public IEnumerator<Artifact> GetEnumerator() => ((IEnumerable<Artifact>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Collections;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>
/// A mapping that an emitter writes as YAML: keys in the order in which they were added; a key whose value is null is left out. Values are
/// strings, whole numbers, booleans, mappings and lists of these. Not thread-safe.
/// </summary>
internal sealed class YamlMap : IEnumerable<YamlEntry>
{
    private readonly List<YamlEntry> _entries = [];

    /// <summary>Whether it has no keys.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The value of a key; null when it is not there.</summary>
    public object? this[string key] => _entries.Find(entry => entry.Key == key)?.Value;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value; null leaves the key out.</param>
    /// <param name="comment">Why the value is what it is, written above the key; null for nothing.</param>
    public void Add(string key, object? value, string? comment = null)
    {
        if (value is not null)
            _entries.Add(new YamlEntry(key, value, comment));
    }

    /// <summary>A list of texts.</summary>
    public static string[] List(params string[] items) => items;

    public IEnumerator<YamlEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A key of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Comment">What stands above it; null for nothing.</param>
internal sealed record YamlEntry(string Key, object Value, string? Comment);

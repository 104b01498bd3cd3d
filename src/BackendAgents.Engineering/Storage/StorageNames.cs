using System.Security.Cryptography;
using System.Text;

namespace BackendAgents.Engineering.Storage;

/// <summary>
/// Names that any server keeps whole and apart. PostgreSQL cuts names at 63 bytes without an error, and MySQL refuses more than 64
/// characters, so a longer one is cut here and ends in a hash of the whole. Indexes share a namespace with tables, hence one instance a
/// schema. Not thread-safe.
/// </summary>
internal sealed class StorageNames
{
    private const int HashLength = 8;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>A name within the limit: itself, or its beginning and a hash of the whole.</summary>
    public static string Fit(string name) => Encoding.UTF8.GetByteCount(name) <= RelationalModel.MaxNameBytes ? name : WithHash(name, name);

    /// <summary>Reserves a table's name.</summary>
    public string Table(string name)
    {
        var fitted = Fit(name);
        _used.Add(fitted);
        return fitted;
    }

    /// <summary>A name such as <c>ix_posts_author_id</c> that nothing else in the schema has.</summary>
    /// <remarks>Table <c>a_b</c> with column <c>c</c> and table <c>a</c> with column <c>b_c</c> join to the same text, hence the
    /// hash.</remarks>
    public string Unique(string prefix, string table, params IEnumerable<string> parts)
    {
        var all = parts.Prepend(table).Prepend(prefix).ToList();
        var name = Fit(string.Join('_', all));
        if (!_used.Add(name))
        {
            name = WithHash(name, string.Join('\n', all));
            for (var i = 2; !_used.Add(name); i++)
                name = WithHash(name, string.Join('\n', all.Append(i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        }

        return name;
    }

    private static string WithHash(string name, string hashed)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed)))[..HashLength];
        var room = RelationalModel.MaxNameBytes - HashLength - 1;
        var kept = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            kept.Append(rune.ToString());
        }

        return $"{kept.ToString().TrimEnd('_')}_{hash}";
    }
}

using System.Collections;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;

/// <summary>
/// A block of Terraform's language: <c>resource "aws_vpc" "main" { … }</c>. Its body keeps the order in which things were added. Values are
/// strings, whole numbers, booleans, expressions, lists and <see cref="HclMap"/>; null is left out. Not thread-safe.
/// </summary>
internal sealed class HclBlock(string type, params string[] labels) : IEnumerable<HclItem>
{
    private readonly List<HclItem> _items = [];

    public string Type => type;

    public IReadOnlyList<string> Labels => labels;

    /// <summary>Adds an argument.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null leaves it out.</param>
    /// <param name="comment">Why it is what it is, written above it; null for nothing.</param>
    public void Add(string name, object? value, string? comment = null)
    {
        if (value is not null)
            _items.Add(new HclItem(name, value, comment));
    }

    /// <summary>Adds a block within this one; null leaves it out.</summary>
    public void Add(HclBlock? block)
    {
        if (block is not null)
            _items.Add(new HclItem("", block, null));
    }

    /// <summary>Adds blocks within this one.</summary>
    public void Add(IEnumerable<HclBlock> blocks)
    {
        foreach (var block in blocks)
            Add(block);
    }

    /// <summary>A list of texts.</summary>
    public static string[] Texts(params string[] items) => items;

    /// <summary>A resource.</summary>
    public static HclBlock Resource(string type, string name) => new("resource", type, name);

    public IEnumerator<HclItem> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A mapping as a value.</summary>
internal sealed class HclMap : IEnumerable<HclItem>
{
    private readonly List<HclItem> _items = [];

    /// <summary>Adds a key; null leaves it out.</summary>
    public void Add(string name, object? value)
    {
        if (value is not null)
            _items.Add(new HclItem(name, value, null));
    }

    public IEnumerator<HclItem> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Something in a body.</summary>
/// <param name="Name">Name of an argument; empty for a block.</param>
/// <param name="Value">Its value, or the block.</param>
/// <param name="Comment">What stands above it; null for nothing.</param>
internal sealed record HclItem(string Name, object Value, string? Comment);

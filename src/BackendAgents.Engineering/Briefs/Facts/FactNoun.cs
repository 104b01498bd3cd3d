using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>A noun with what a sentence says about its values.</summary>
internal sealed record FactNoun
{
    /// <summary>The words of its name, lower case, the last in the singular.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public bool Plural { get; init; }

    /// <summary>The type that is given for it by name; null where the name alone tells.</summary>
    public FieldType? Type { get; init; }

    public Bounds? Bounds { get; init; }

    /// <summary>The closed list of its values; empty where the sentence gives none.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What stands behind it in brackets, by name.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Whether the parts are values of which it has one.</summary>
    public bool Alternatives { get; init; }

    /// <summary>The name: <c>order item</c>.</summary>
    public string Key => string.Join(' ', Words);

    public string Head => Words.Count == 0 ? "" : Words[^1];
}

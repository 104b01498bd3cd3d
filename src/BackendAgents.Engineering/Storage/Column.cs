using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>One column of a table.</summary>
internal sealed record Column
{
    /// <summary>Name, at most 63 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>Type, in no database's spelling.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Whether the column may be null.</summary>
    public bool Nullable { get; init; }

    /// <summary>The value of a row whose writer gave none; null when there is no default.</summary>
    public Literal? Default { get; init; }

    /// <summary>What the column means; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Id of the field or relation it comes from; null for system columns.</summary>
    public string? Source { get; init; }
}

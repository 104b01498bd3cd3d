using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>The primary key of a table.</summary>
/// <param name="Name">Constraint name.</param>
/// <param name="Columns">Column names in key order.</param>
internal sealed record PrimaryKey(string Name, IReadOnlyList<string> Columns);

/// <summary>A combination of columns that no two rows share. Nulls differ from each other.</summary>
/// <param name="Name">Constraint name; unique within the schema, because an index of that name backs it.</param>
/// <param name="Columns">Column names in index order.</param>
internal sealed record UniqueConstraint(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Id of the field, relation or index it comes from; null for system constraints.</summary>
    public string? Source { get; init; }
}

/// <summary>An index that no constraint brings.</summary>
/// <param name="Name">Index name, unique within the schema.</param>
/// <param name="Columns">Column names in index order.</param>
internal sealed record TableIndex(string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Id of the declared index or the relation it comes from; null for system indexes.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Whether it finds words of the columns' texts by their beginnings, in place of whole values. Databases without such an index leave it
    /// out.
    /// </summary>
    public bool IsSearch { get; init; }
}

/// <summary>A reference from one column to the primary key of a table.</summary>
/// <param name="Name">Constraint name, unique within the table.</param>
/// <param name="Column">Referring column.</param>
/// <param name="PrincipalTable">Table referred to.</param>
/// <param name="PrincipalColumn">Column referred to: <c>id</c>.</param>
/// <param name="OnDelete">What happens to the row when the principal is deleted.</param>
internal sealed record ForeignKey(string Name, string Column, string PrincipalTable, string PrincipalColumn, DeleteBehavior OnDelete)
{
    /// <summary>Id of the relation it comes from; null for system references.</summary>
    public string? Relation { get; init; }

    /// <summary>How the referring side names the principal, for people: <c>author</c>.</summary>
    public string Label { get; init; } = "";
}

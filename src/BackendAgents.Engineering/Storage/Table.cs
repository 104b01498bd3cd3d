namespace BackendAgents.Engineering.Storage;

/// <summary>One table.</summary>
internal sealed record Table
{
    /// <summary>Name, at most 63 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>What a row is; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Id of the entity, or of the many-to-many relation, that it stores; null for system tables.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it holds the links of a many-to-many relation.</summary>
    public bool IsJoin { get; init; }

    /// <summary>Columns in the order in which they are created.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Primary key.</summary>
    public required PrimaryKey PrimaryKey { get; init; }

    /// <summary>References to other tables, or to itself.</summary>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Unique combinations besides the primary key.</summary>
    public IReadOnlyList<UniqueConstraint> UniqueConstraints { get; init; } = [];

    /// <summary>Indexes besides those of the primary key and of unique constraints.</summary>
    public IReadOnlyList<TableIndex> Indexes { get; init; } = [];

    /// <summary>Conditions on rows.</summary>
    public IReadOnlyList<TableCheck> Checks { get; init; } = [];

    /// <summary>The column with a name, or null.</summary>
    public Column? FindColumn(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

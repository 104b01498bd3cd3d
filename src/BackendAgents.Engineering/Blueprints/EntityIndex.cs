namespace BackendAgents.Engineering.Blueprints;

/// <summary>An index over one or more columns of an entity.</summary>
public sealed record EntityIndex
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Ids of fields, or of relations for their foreign-key column, in index order. <c>createdAt</c> names the system column.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Whether no two rows share the combination.</summary>
    public bool Unique { get; init; }
}

namespace BackendAgents.Engineering.Storage.Changes;

/// <summary>What a table that exists gains. Nothing that holds rows is lost; only indexes may go.</summary>
internal sealed record TableChange(Table Before, Table After)
{
    public IReadOnlyList<Column> Columns { get; init; } = [];

    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    public IReadOnlyList<UniqueConstraint> UniqueConstraints { get; init; } = [];

    public IReadOnlyList<TableCheck> Checks { get; init; } = [];

    public IReadOnlyList<TableIndex> Indexes { get; init; } = [];

    /// <summary>Indexes that nothing needs any more.</summary>
    public IReadOnlyList<TableIndex> RemovedIndexes { get; init; } = [];

    public bool IsEmpty =>
        Columns.Count + ForeignKeys.Count + UniqueConstraints.Count + Checks.Count + Indexes.Count + RemovedIndexes.Count == 0;
}

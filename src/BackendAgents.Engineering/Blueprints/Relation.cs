namespace BackendAgents.Engineering.Blueprints;

/// <summary>How two entities belong together.</summary>
public sealed record Relation
{
    /// <summary>Stable id: <c>post-author</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How many on either side.</summary>
    public required RelationKind Kind { get; init; }

    /// <summary>Id of the principal: the 'one' side; either side of a many-to-many.</summary>
    public required string From { get; init; }

    /// <summary>Id of the dependent, which holds the foreign key; the other side of a many-to-many.</summary>
    public required string To { get; init; }

    /// <summary>
    /// Camel-case name by which the dependent refers to the principal: <c>author</c> (column <c>author_id</c>).
    /// In a many-to-many, the collection on <see cref="To"/>: <c>followers</c>.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Camel-case name by which the principal refers to its dependents: <c>posts</c>, <c>following</c>.</summary>
    public required string Inverse { get; init; }

    /// <summary>
    /// Foreign-key column of the dependent; derived from the name when empty. In a many-to-many, the join table's column that refers to
    /// <see cref="To"/>.
    /// </summary>
    public string? Column { get; init; }

    /// <summary>Join table of a many-to-many; derived from the names when empty.</summary>
    public string? Table { get; init; }

    /// <summary>The join table's column that refers to <see cref="From"/>, of a many-to-many; derived from the names when empty.</summary>
    public string? FromColumn { get; init; }

    /// <summary>Whether a dependent always has a principal. Meaningless for many-to-many.</summary>
    public bool Required { get; init; }

    /// <summary>What happens to dependents when their principal is deleted. Links of a many-to-many always cascade.</summary>
    public DeleteBehavior OnDelete { get; init; } = DeleteBehavior.Restrict;

    /// <summary>What the relation means.</summary>
    public string Description { get; init; } = "";
}

/// <summary>How many rows stand on either side of a relation.</summary>
public enum RelationKind
{
    /// <summary>One principal, at most one dependent (the foreign key is unique).</summary>
    OneToOne,

    /// <summary>One principal, any number of dependents.</summary>
    OneToMany,

    /// <summary>Any number on both sides, through a join table.</summary>
    ManyToMany,
}

/// <summary>What happens to dependents when their principal is deleted.</summary>
public enum DeleteBehavior
{
    /// <summary>The deletion is refused while dependents exist.</summary>
    Restrict,

    /// <summary>Dependents go with it.</summary>
    Cascade,

    /// <summary>Dependents stay and lose the reference; only for relations that are not required.</summary>
    SetNull,
}

using System.Text.Json.Serialization;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>One kind of thing that the service stores.</summary>
/// <remarks>
/// Every entity has system columns that are not listed as fields: <c>id</c> (UUID version 7), <c>createdAt</c>,
/// <c>updatedAt</c> (UTC) and <c>version</c> (an integer that counts changes; the ETag of the resource). See <see cref="Conventions"/>.
/// </remarks>
public sealed record Entity
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Singular, Pascal case: <c>Post</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Plural, Pascal case; derived from the name when empty.</summary>
    public string? Plural { get; init; }

    /// <summary>
    /// Path of its collection from the root, where an existing interface asks for another than the usual one: <c>/v2/blog-posts</c>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Table that stores it; derived from the plural when empty. Lower-case letters, digits and underscores.</summary>
    public string? Table { get; init; }

    /// <summary>What one of them is.</summary>
    public string Description { get; init; } = "";

    /// <summary>What is stored of each.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>Indexes beyond those that uniqueness and foreign keys bring.</summary>
    public IReadOnlyList<EntityIndex> Indexes { get; init; } = [];

    /// <summary>Conditions between fields that always hold.</summary>
    public IReadOnlyList<CheckConstraint> Checks { get; init; } = [];

    /// <summary>What holds between rows: capacities, intervals that don't overlap, no two alike in a condition.</summary>
    internal IReadOnlyList<EntityRule> Rules { get; init; } = [];

    /// <summary>
    /// What follows from what: city from postalCode. Where the first is no key, a reason says why it is stored in many rows.
    /// </summary>
    internal IReadOnlyList<FieldDependency> Dependencies { get; init; } = [];

    /// <summary>
    /// Ids of the relations that lead from this entity, dependent to principal, to the account that owns a row.
    /// Empty: nobody owns it (the account entity itself is owned by its own row without naming a path).
    /// </summary>
    /// <example>An appointment of a patient who has a user account: <c>[appointment-patient, patient-user]</c>.</example>
    public IReadOnlyList<string> Owner { get; init; } = [];

    /// <summary>How long answers about it are kept as copies for whoever may see all rows; none where it is left out.</summary>
    [JsonInclude]
    internal EntityCache? Cache { get; init; }

    /// <summary>Where it is at home, where rows are copies of what another service owns; null for own rows.</summary>
    [JsonIgnore]
    internal EntityOrigin? Origin { get; init; }
}

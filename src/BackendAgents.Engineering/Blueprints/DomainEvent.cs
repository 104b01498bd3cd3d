using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// A fact that the service announces: stored in the transaction of the change that it tells of, and published from there. It is raised by
/// an operation, by a change of an entity's rows, or by an effect (<c>publish</c>).
/// </summary>
public sealed record DomainEvent
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Pascal case, past tense: <c>OrderPlaced</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the operation that raises it; empty where effects or changes of rows do.</summary>
    public string Operation { get; init; } = "";

    /// <summary>Id of the entity of the row that it tells of; that of the operation when empty.</summary>
    [JsonInclude]
    internal string? Entity { get; init; }

    /// <summary>The change of a row by which it is raised, whoever makes it.</summary>
    [JsonInclude]
    internal RowChange? On { get; init; }

    /// <summary>Version of its payload, from 1 on; another payload that old readers can't read is another version.</summary>
    [JsonInclude]
    internal int Version { get; init; } = 1;

    /// <summary>Expression of what it is ordered by: events with the same key come in their order. The row itself when empty.</summary>
    [JsonInclude]
    internal string? Key { get; init; }

    /// <summary>Expressions over the row, by name: <c>orderId: id</c>; the id of the row when empty.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<string, string> Payload { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it comes from, where another service announces it; null for own events.</summary>
    [JsonIgnore]
    internal ForeignEvent? Foreign { get; init; }

    /// <summary>What subscribers learn from it.</summary>
    public string Description { get; init; } = "";
}

/// <summary>What happens to a row.</summary>
internal enum RowChange
{
    /// <summary>It is stored for the first time.</summary>
    Created,

    /// <summary>It is changed.</summary>
    Updated,

    /// <summary>It is removed by the service; what the database removes along with another row tells nothing.</summary>
    Deleted,
}

using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>A row that a delivered test stores first, with the values that matter, what it refers to and what belongs to it.</summary>
internal sealed class Place(Entity entity)
{
    public Entity Entity => entity;

    /// <summary>C# values by property.</summary>
    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows that it refers to.</summary>
    public Dictionary<string, (Relation Relation, Place Row)> References { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows that refer to it.</summary>
    public List<(Relation Relation, Place Row)> Children { get; } = [];

    /// <summary>Whether it is the account of the caller, which is there already.</summary>
    public bool IsCaller { get; init; }

    /// <summary>Whether nothing about it matters.</summary>
    public bool IsPlain => Values.Count + References.Count + Children.Count == 0;
}

using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>A property of a schema.</summary>
/// <param name="Name">Name as JSON writes it.</param>
/// <param name="Value">Its type and bounds.</param>
/// <param name="Required">In requests: it must be present. In responses: it always is.</param>
internal sealed record HttpProperty(string Name, HttpValue Value, bool Required)
{
    /// <summary>Only in responses.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Only in requests.</summary>
    public bool WriteOnly { get; init; }

    /// <summary>What it means.</summary>
    public string Description { get; init; } = "";

    /// <summary>The field behind it; null for keys, times and the like.</summary>
    public Field? Field { get; init; }

    /// <summary>The relation whose foreign key it is, or null.</summary>
    public Relation? Relation { get; init; }
}

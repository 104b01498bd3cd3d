using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.Databases.Replicas;

/// <summary>What a blueprint can say about a replica that answers reads.</summary>
internal sealed record ReplicaOptions
{
    /// <summary>Seconds that it may be behind, 1 to 300; and so long who has changed something is answered by the database.</summary>
    [Range(1, 300)]
    public int MaxLagSeconds { get; init; } = 5;
}

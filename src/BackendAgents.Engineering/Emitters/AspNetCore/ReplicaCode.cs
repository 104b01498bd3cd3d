using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How an endpoint says that a replica may answer it.</summary>
internal static class ReplicaCode
{
    /// <summary>Id of the capability.</summary>
    public const string Capability = "read-replica";

    /// <summary>Metric: seconds that a replica is behind at most.</summary>
    public const string Lag = "database.replica.lag";

    /// <summary>C#: the statement that lets a replica answer an operation; null where none may.</summary>
    /// <param name="blueprint">The blueprint.</param>
    /// <param name="operation">The operation.</param>
    public static string? Chain(Blueprint blueprint, Operation operation) =>
        blueprint.Capability(Capability) is null
        || operation.Kind is not (OperationKind.Get or OperationKind.List or OperationKind.ListLinked or OperationKind.Report)
            ? null
        : EntityCache.SecondsOf(blueprint, operation) > 0 || EntityCache.EdgeSecondsOf(blueprint, operation) > 0
            ? ".FromReplica(areKept: true)"
        : ".FromReplica()";
}

using System.Globalization;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How an endpoint says that it may be answered from copies.</summary>
internal static class CacheCode
{
    /// <summary>C#: the statement that answers an operation from copies; null where none are kept.</summary>
    /// <param name="model">The service.</param>
    /// <param name="operation">The operation.</param>
    public static string? Chain(ServiceModel model, Operation operation) =>
        Chain(model, operation, "Cached", EntityCache.SecondsOf(model.Blueprint, operation));

    /// <summary>C#: the statement that lets caches before the service keep answers; null where they may not.</summary>
    /// <param name="model">The service.</param>
    /// <param name="operation">The operation.</param>
    public static string? EdgeChain(ServiceModel model, Operation operation) =>
        Chain(
            model,
            operation,
            operation.Kind == OperationKind.Download ? "FilesAtEdge" : "AtEdge",
            EntityCache.EdgeSecondsOf(model.Blueprint, operation)
        );

    private static string? Chain(ServiceModel model, Operation operation, string method, int seconds) =>
        seconds > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $".{method}({CSharp.Literal(Conventions.Table(model.Index.EntityById(operation.Entity)!))}, {seconds})"
            )
            : null;
}

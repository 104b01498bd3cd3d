using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reports;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How an endpoint says that it may be answered from copies.</summary>
internal static class CacheCode
{
    /// <summary>C#: the statement that answers an operation from copies; null where none are kept.</summary>
    /// <param name="model">The service.</param>
    /// <param name="operation">The operation.</param>
    public static string? Chain(ServiceModel model, Operation operation) =>
        Chain(model, operation, "Cached", EntityCache.SecondsOf(model.Blueprint, operation), Others(model, operation));

    // What a report reads beside its own rows.
    private static string Others(ServiceModel model, Operation operation) =>
        operation.Report is null
            ? ""
            : string.Concat(
                ReportSources
                    .Entities(model.Index, operation)
                    .Skip(1)
                    .Select(static other => ", " + CSharp.Literal(Conventions.Table(other)))
            );

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

    private static string? Chain(ServiceModel model, Operation operation, string method, int seconds, string others = "") =>
        seconds > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $".{method}({CSharp.Literal(Conventions.Table(model.Index.EntityById(operation.Entity)!))}, {seconds}{others})"
            )
            : null;
}

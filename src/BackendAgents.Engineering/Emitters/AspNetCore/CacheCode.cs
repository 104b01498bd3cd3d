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
        EntityCache.SecondsOf(model.Blueprint, operation) is var seconds and > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $".Cached({CSharp.Literal(Conventions.Table(model.Index.EntityById(operation.Entity)!))}, {seconds})"
            )
            : null;
}

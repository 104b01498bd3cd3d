using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How an endpoint says its limits of calls.</summary>
internal static class QuotaCode
{
    /// <summary>C#: the statement that limits an endpoint by an operation's limits; null where it has none.</summary>
    public static string? Chain(Blueprint blueprint, Operation operation)
    {
        var limits = CallLimit
            .Of(blueprint, operation)
            .Select(static found =>
                $"new Quota({CSharp.Literal(found.Name)}, {found.Limit.Calls}, QuotaPeriod.{found.Limit.Per}"
                + $"{(found.Limit.By == LimitHolder.Key ? ", ByKey: true" : "")})"
            )
            .ToList();
        return limits.Count == 0 ? null : $".WithQuotas({string.Join(", ", limits)})";
    }
}

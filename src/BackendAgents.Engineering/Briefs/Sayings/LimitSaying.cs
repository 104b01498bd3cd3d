using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>How often callers may call, and how many rows they may add in a period.</summary>
internal static class LimitSaying
{
    /// <summary>'At most 100 requests per minute per key', 'rate limit: 60 requests per minute per user'.</summary>
    public static Declared? Calls(SayingModel model, Said said)
    {
        if (
            model.Account is null
            || said.Number("calls") is not (> 0 and var calls)
            || Period(said["period"]) is not { } period
            || !model.Blueprint.Operations.Any(CallLimit.IsOpenToAccounts)
        )
            return null;
        var byKey = said["by"].Contains("key", StringComparison.Ordinal);
        var blueprint = model.Blueprint;
        if (byKey && blueprint.Authentication.ApiKeys is null)
            return null;
        var limit = new CallLimit
        {
            Calls = calls,
            Per = period,
            By = byKey ? LimitHolder.Key : LimitHolder.Account,
        };
        return new Declared(
            blueprint with
            {
                Limits = [.. blueprint.Limits.Where(other => other.Per != period || other.By != limit.By), limit],
            },
            "feature limits"
        );
    }

    /// <summary>'A user can create up to 100 links per day.'</summary>
    public static Declared? Rows(SayingModel model, Said said)
    {
        if (
            model.Entity(said["thing"]) is not { } entity
            || said.Number("calls") is not (> 0 and var rows)
            || Period(said["period"]) is not { } period
            || model.References(entity).Where(relation => relation.From == model.Account?.Id && relation.Required).Take(2).ToList()
                is not [var owner]
            || said["who"].Length > 0 && model.Role(said["who"]) is null
        )
            return null;
        var rule = new CapacityRule
        {
            Per = owner.Name,
            Limit = rows.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Within = period,
        };
        return model.With(entity, new EntityRule { Capacity = rule, Problem = $"too-many-{entity.Id}s" });
    }

    private static LimitPeriod? Period(string words) =>
        words.TrimEnd('s') switch
        {
            "minute" => LimitPeriod.Minute,
            "hour" => LimitPeriod.Hour,
            "day" => LimitPeriod.Day,
            "month" => LimitPeriod.Month,
            _ => null,
        };
}

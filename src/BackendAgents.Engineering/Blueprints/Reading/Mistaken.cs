using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Reports;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>What people and models write in the place of a key, and mean by it: the same data in the form that is known.</summary>
internal static class Mistaken
{
    private const int MaxShown = 60;

    /// <summary>What to write in the place of a key that a record does not have, and a space; nothing where that is not known.</summary>
    /// <param name="type">The record.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">What stands under it.</param>
    public static string Meant(Type type, string key, YamlNode value) => Form(type, key, value) is { } form ? $"Write {form}. " : "";

    private static string? Form(Type type, string key, YamlNode value) =>
        type == typeof(Effect) ? OfEffect(key, value)
        : type == typeof(AddEffect) ? OfAdd(key, value)
        : type == typeof(CreateEffect) ? (key is "fields" or "data" or "with" ? "values: { field: value }" : null)
        : type == typeof(CapacityRule) ? (key is "max" or "size" or "count" ? $"limit: {Text(value)}" : null)
        : type == typeof(NoOverlapRule) ? OfOverlap(key, value)
        : type == typeof(EntityRule)
            ? (key is "type" or "kind" ? $"{Text(value)}: {{ … }}, what it needs in it, and problem beside it" : null)
        : type == typeof(CallLimit) ? (key is "max" or "limit" or "count" or "requests" ? $"calls: {Text(value)}" : null)
        : type == typeof(Transition) ? OfTransition(key, value)
        : type == typeof(Report) ? OfReport(key)
        : type == typeof(ReportValue) && key is "count" ? "the name alone: a value without sum, avg, min and max counts rows"
        : null;

    private static string? OfEffect(string key, YamlNode value) =>
        key switch
        {
            "increment" or "inc" => $"add: {{ to: {Text(value)}, amount: 1 }}",
            "decrement" or "dec" => $"add: {{ to: {Text(value)}, amount: -1, atLeast: 0, problem: none-left }}",
            "subtract" or "deduct" or "withdraw" =>
                $"add: {{ to: {Of(value, "from", "to")}, amount: -({Of(value, "amount")}), atLeast: 0, problem: not-enough }}",
            "transfer" or "move" => $"two effects: - add: {{ to: {Of(value, "from")}, amount: -({Of(value, "amount")}), atLeast: 0, "
                + $"problem: not-enough }} and - add: {{ to: {Of(value, "to")}, amount: {Of(value, "amount")} }}",
            "update" or "assign" => "set: { field: value }",
            "insert" => "create: { entity: Name, values: { field: value } }",
            _ => null,
        };

    private static string? OfAdd(string key, YamlNode value) =>
        key is "min" or "minimum" ? $"atLeast: {Text(value)}"
        : key is "max" or "maximum" ? $"atMost: {Text(value)}"
        : key is "by" or "value" ? $"amount: {Text(value)}"
        : key is "field" or "target" ? $"to: {Text(value)}"
        : key.Contains('.', StringComparison.Ordinal) ? $"add: {{ to: {Short(key)}, amount: {Text(value)} }}"
        : null;

    private static string? OfOverlap(string key, YamlNode value) =>
        key is "start" or "startsAt" ? $"from: {Text(value)}"
        : key is "end" or "endsAt" ? $"to: {Text(value)}"
        : null;

    private static string? OfTransition(string key, YamlNode value)
    {
        var states = Text(value).Split(["->", "=>", "→", " to "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return states.Length == 2 ? $"transition: {{ field: {Short(key)}, from: [{states[0]}], to: {states[1]} }}" : null;
    }

    private static string? OfReport(string key) =>
        key switch
        {
            "groupBy" or "group" or "dimensions" => "by: [{ name: day, value: createdAt, per: day }]",
            "metrics" or "aggregates" or "columns" or "measures" => "values: [{ name: revenue, sum: price }]",
            "from" or "to" or "dateRange" or "range" or "between" or "period" =>
                "time: createdAt, the field by which callers narrow it: they send from and to",
            "sort" or "orderBy" => "order: -revenue, with a minus for greatest first",
            "filter" or "condition" => "where: a condition of the rows",
            "limit" or "take" => "top: the most rows that it answers",
            _ => null,
        };

    private static string Of(YamlNode value, params string[] keys) =>
        value is YamlMappingNode mapping && keys.Select(key => YamlMaps.TextOf(mapping, key)).OfType<string>().FirstOrDefault() is { } found
            ? Short(found)
            : "…";

    private static string Text(YamlNode value) => value is YamlScalarNode { Value: { Length: > 0 } text } ? Short(text) : "…";

    private static string Short(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}

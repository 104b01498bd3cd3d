using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SampleService.Tests.Acceptance;

/// <summary>Compares an answer with what a scenario expects.</summary>
internal static class ScenarioMatch
{
    /// <summary>Stands for anything that is there.</summary>
    public const string Any = "$any";

    /// <summary>The first difference, with its place; null when the answer has at least what is expected.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string place = "body")
    {
        switch (expected)
        {
            case null:
                return actual is null ? null : $"{place} is {Show(actual)}, expected null";
            case JsonObject members:
                if (actual is not JsonObject found)
                    return $"{place} is {Show(actual)}, expected an object";
                return members
                    .Select(member => Difference(member.Value, found[member.Key], $"{place}.{member.Key}"))
                    .FirstOrDefault(IsFound);
            case JsonArray items:
                if (actual is not JsonArray list)
                    return $"{place} is {Show(actual)}, expected a list";
                return items.Count == list.Count
                    ? items.Select((item, i) => Difference(item, list[i], $"{place}[{i}]")).FirstOrDefault(IsFound)
                    : $"{place} has {list.Count} items, expected {items.Count}";
            default:
                return Same(expected.AsValue(), actual) ? null : $"{place} is {Show(actual)}, expected {Show(expected)}";
        }
    }

    private static bool IsFound(string? difference) => difference is not null;

    private static bool Same(JsonValue expected, JsonNode? actual)
    {
        if (actual is not JsonValue value)
            return actual is not null && expected.ToString() == Any;
        var (kind, other) = (expected.GetValueKind(), value.GetValueKind());
        if (kind == JsonValueKind.String && expected.ToString() == Any)
            return true;
        if (kind == JsonValueKind.Number && other == JsonValueKind.Number)
            return Number(expected) == Number(value);
        if (kind != other)
            return false;
        var (wanted, got) = (expected.ToString(), value.ToString());
        return wanted == got || (Instant(wanted) is { } instant && instant == Instant(got));
    }

    private static decimal Number(JsonValue value) =>
        decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : (decimal)double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    // The same instant may be written with more or fewer digits, and in another zone.
    private static DateTimeOffset? Instant(string text) =>
        text.Length >= 19
        && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    private static string Show(JsonNode? json) => json?.ToJsonString() ?? "not there";
}

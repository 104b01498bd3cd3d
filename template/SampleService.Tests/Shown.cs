using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace SampleService.Tests;

/// <summary>Compares answers with what was sent, and with the rows that they show.</summary>
internal static class Shown
{
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>An answer shows the values that were sent, but for some by name.</summary>
    public static void AssertShows(this JsonElement answer, Dictionary<string, object?> sent, params string[] but)
    {
        foreach (var (name, value) in sent.Where(pair => !but.Contains(pair.Key)))
            Assert.That(Text(answer.GetProperty(name)), Is.EqualTo(Text(JsonSerializer.SerializeToElement(value))), name);
    }

    /// <summary>An answer shows the values of a row.</summary>
    public static void AssertShows(this JsonElement answer, object? row)
    {
        Assert.That(row, Is.Not.Null);
        foreach (var member in answer.EnumerateObject())
        {
            // What is called otherwise in the row is compared by tests of its own.
            if (row!.GetType().GetProperty(member.Name, AnyCase) is { } property)
                Assert.That(Text(member.Value), Is.EqualTo(Text(property.GetValue(row), member.Value.ValueKind)), member.Name);
        }
    }

    private static string Text(object? value, JsonValueKind kind) =>
        value switch
        {
            null => "null",
            // A row keeps JSON as text.
            string json when kind is not JsonValueKind.String => Text(JsonElement.Parse(json)),
            byte[] bytes => Convert.ToBase64String(bytes),
            _ => Text(JsonSerializer.SerializeToElement(value is Enum ? Sample.Query(value) : value)),
        };

    // The same number or instant may be written in several ways, and one of the databases keeps no more than milliseconds.
    private static string Text(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Number when json.TryGetDecimal(out var number) => number.ToString("0.##########", CultureInfo.InvariantCulture),
            JsonValueKind.String when json.GetString() is { } text => Instant(text) ?? text,
            JsonValueKind.Undefined => "null",
            // A database may write JSON with its own spaces, and members in its own order.
            JsonValueKind.Object => $"{{{string.Join(',', json.EnumerateObject().Select(Text).Order(StringComparer.Ordinal))}}}",
            JsonValueKind.Array => $"[{string.Join(',', json.EnumerateArray().Select(Text))}]",
            _ => json.GetRawText(),
        };

    private static string Text(JsonProperty member) => $"{JsonSerializer.Serialize(member.Name)}:{Text(member.Value)}";

    private static string? Instant(string text) =>
        text.Length >= 19
        && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)
            : null;
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Whether a text is a value of a field, in the API's notation.</summary>
internal static class LiteralCheck
{
    /// <summary>What is wrong with the value, to follow its name; null when it is fine.</summary>
    public static string? Problem(BlueprintIndex index, Field field, string value) =>
        field.Type switch
        {
            FieldType.Int => Number(
                field,
                int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null
            ),
            FieldType.Long => Number(
                field,
                long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? large : null
            ),
            FieldType.Decimal or FieldType.Money or FieldType.Double => Number(
                field,
                decimal.TryParse(
                    value,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var exact
                )
                    ? exact
                    : null
            ),
            FieldType.Bool => value is "true" or "false" ? null : "is not true or false",
            FieldType.Date => value == "now"
            || DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null
                : "is not a date such as 2026-01-31",
            FieldType.Time => value == "now"
            || TimeOnly.TryParseExact(value, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null
                : "is not a time such as 13:45:00",
            FieldType.Timestamp => value == "now"
            || (
                value.Contains('T', StringComparison.Ordinal)
                && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            )
                ? null
                : "is not an instant such as 2026-01-31T13:45:00Z, or now",
            FieldType.Uuid => Guid.TryParseExact(value, "D", out _) ? null : "is not a UUID",
            FieldType.Enum => index.EnumById(field.Enum)?.Values.Contains(value) != false
                ? null
                : $"is not one of {string.Join(", ", index.EnumById(field.Enum)!.Values)}",
            FieldType.Json => IsJson(value) ? null : "is not JSON",
            FieldType.Binary => Convert.TryFromBase64String(value, new byte[value.Length], out _) ? null : "is not base64",
            _ => Text(field, value),
        };

    private static string? Number(Field field, decimal? value) =>
        value is null ? $"is not a number of the type {field.Type.ToString().ToLowerInvariant()}"
        : value < field.Min || value > field.Max ? "lies outside min and max"
        : null;

    private static string? Text(Field field, string value) =>
        value.Length < field.MinLength || value.Length > (field.MaxLength ?? Conventions.MaxTextLength) ? "has the wrong length"
        : field.Pattern is { } pattern && !Matches(value, pattern) ? "doesn't match the pattern"
        : null;

    private static bool Matches(string value, string pattern)
    {
        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            // The pattern itself is reported where it stands.
            return true;
        }
    }

    private static bool IsJson(string value)
    {
        try
        {
            using var parsed = JsonDocument.Parse(value);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

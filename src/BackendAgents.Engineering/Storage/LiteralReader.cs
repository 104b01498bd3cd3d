using System.Globalization;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>Reads values in the API's notation (defaults, right sides of checks) as typed constants.</summary>
internal static class LiteralReader
{
    /// <summary>The value of a field of some type. What does not parse becomes text, which the server refuses, and never SQL.</summary>
    public static Literal Read(FieldType type, string value)
    {
        var text = value.Trim();
        return type switch
        {
            FieldType.Date or FieldType.Time or FieldType.Timestamp when text == "now" => Literal.Now,
            FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Money or FieldType.Double => Number(text),
            FieldType.Bool when bool.TryParse(text, out var flag) => new Literal(LiteralKind.Boolean, flag ? "true" : "false"),
            FieldType.Date when DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var date) => new Literal(
                LiteralKind.Date,
                date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            ),
            FieldType.Time when TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) => new Literal(
                LiteralKind.Time,
                time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
            ),
            FieldType.Timestamp
                when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => new Literal(
                LiteralKind.Timestamp,
                at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture)
            ),
            FieldType.Uuid when Guid.TryParse(text, out var id) => new Literal(LiteralKind.Uuid, id.ToString("D")),
            FieldType.Json => new Literal(LiteralKind.Json, text),
            FieldType.Binary when Bytes(text) is { } bytes => new Literal(LiteralKind.Binary, Convert.ToHexStringLower(bytes)),
            _ => new Literal(LiteralKind.Text, value),
        };
    }

    private static Literal Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact)
            ? new Literal(LiteralKind.Number, exact.ToString(CultureInfo.InvariantCulture))
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? new Literal(LiteralKind.Number, real.ToString("R", CultureInfo.InvariantCulture))
        : new Literal(LiteralKind.Text, text);

    private static byte[]? Bytes(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var written) ? buffer[..written] : null;
    }
}

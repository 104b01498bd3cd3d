using System.Globalization;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>Reads values in the API's notation (defaults, right sides of checks) as typed constants.</summary>
internal static class LiteralReader
{
    /// <summary>The value of a column of some kind. What does not parse becomes text, which the server refuses, and never SQL.</summary>
    public static Literal Read(ColumnKind kind, string value)
    {
        var text = value.Trim();
        return kind switch
        {
            ColumnKind.Date or ColumnKind.Time or ColumnKind.Timestamp when text == "now" => Literal.Now,
            ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.Numeric or ColumnKind.DoublePrecision => Number(text),
            ColumnKind.Boolean when bool.TryParse(text, out var flag) => new Literal(LiteralKind.Boolean, flag ? "true" : "false"),
            ColumnKind.Date when DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var date) => new Literal(
                LiteralKind.Date,
                date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            ),
            ColumnKind.Time when TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) => new Literal(
                LiteralKind.Time,
                time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
            ),
            ColumnKind.Timestamp
                when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => new Literal(
                LiteralKind.Timestamp,
                at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture)
            ),
            ColumnKind.Uuid when Guid.TryParse(text, out var id) => new Literal(LiteralKind.Uuid, id.ToString("D")),
            ColumnKind.Json => new Literal(LiteralKind.Json, text),
            ColumnKind.Binary when Bytes(text) is { } bytes => new Literal(LiteralKind.Binary, Convert.ToHexStringLower(bytes)),
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

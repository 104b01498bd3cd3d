using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

// What each kind of field looks like as a JSON value.
internal static class ValueModel
{
    public const string SampleId = "0197c3a0-5b1e-7c42-9d3f-6a8e2b4c1d05";
    public const string SampleTime = "2026-01-31T13:45:00Z";

    public static HttpValue Id { get; } =
        new()
        {
            Type = HttpType.String,
            Format = "uuid",
            MinLength = 36,
            MaxLength = 36,
            Example = SampleId,
        };

    public static HttpValue Time { get; } =
        new()
        {
            Type = HttpType.String,
            Format = "date-time",
            MaxLength = 40,
            Example = SampleTime,
        };

    public static HttpValue Text(int minLength, int maxLength, string? example, string? pattern = null) =>
        new()
        {
            Type = HttpType.String,
            MinLength = minLength > 0 ? minLength : null,
            MaxLength = maxLength,
            Pattern = pattern,
            Example = example,
        };

    public static HttpValue Integer(int minimum, int maximum, int example) =>
        new()
        {
            Type = HttpType.Integer,
            Format = "int32",
            Minimum = minimum,
            Maximum = maximum,
            Example = example,
        };

    // The value of a field as such: not nullable. Callers decide on null.
    public static HttpValue Of(Field field, BlueprintIndex index)
    {
        var value = Typed(field, index);
        return value with { Example = ExampleValues.Of(field, value, index) };
    }

    public static JsonNode? Literal(string text, FieldType type) =>
        type switch
        {
            FieldType.Int or FieldType.Long => long.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var whole
            )
                ? JsonValue.Create(whole)
                : null,
            FieldType.Decimal or FieldType.Money => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : null,
            FieldType.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && double.IsFinite(real)
                ? JsonValue.Create(real)
                : null,
            FieldType.Bool => bool.TryParse(text, out var truth) ? JsonValue.Create(truth) : null,
            FieldType.Json => Parse(text),
            _ => JsonValue.Create(text),
        };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static HttpValue Typed(Field field, BlueprintIndex index) =>
        field.Type switch
        {
            FieldType.String or FieldType.Text => Text(
                field.MinLength ?? 0,
                field.MaxLength ?? Conventions.MaxTextLength,
                null,
                field.Pattern
            ),
            FieldType.Email => Text(field.MinLength ?? 3, field.MaxLength ?? 254, null, field.Pattern) with { Format = "email" },
            FieldType.Url => Text(field.MinLength ?? 0, field.MaxLength ?? 2048, null, field.Pattern) with { Format = "uri" },
            FieldType.Int => Number(field, HttpType.Integer, "int32", int.MinValue, int.MaxValue),
            FieldType.Long => Number(field, HttpType.Integer, "int64", long.MinValue, long.MaxValue),
            FieldType.Decimal => Number(field, HttpType.Number, "double", -Bound(field), Bound(field)),
            FieldType.Money => Number(field, HttpType.Number, "double", -999_999_999_999_999.9999m, 999_999_999_999_999.9999m),
            FieldType.Double => new HttpValue
            {
                Type = HttpType.Number,
                Format = "double",
                Minimum = field.Min,
                Maximum = field.Max,
            },
            FieldType.Bool => new HttpValue { Type = HttpType.Boolean },
            FieldType.Date => new HttpValue
            {
                Type = HttpType.String,
                Format = "date",
                MaxLength = 10,
            },
            FieldType.Time => new HttpValue
            {
                Type = HttpType.String,
                Format = "time",
                MaxLength = 20,
            },
            FieldType.Timestamp => Time,
            FieldType.Uuid => Id,
            FieldType.Enum => new HttpValue { Schema = index.EnumById(field.Enum)?.Name },
            FieldType.Binary => new HttpValue
            {
                Type = HttpType.String,
                Format = "byte",
                MaxLength = ((field.MaxLength ?? Conventions.MaxBinaryLength) + 2) / 3 * 4,
            },
            _ => new HttpValue(),
        };

    private static HttpValue Number(Field field, HttpType type, string format, decimal least, decimal greatest) =>
        new()
        {
            Type = type,
            Format = format,
            Minimum = field.Min ?? least,
            Maximum = field.Max ?? greatest,
        };

    // 10^(precision - scale): no decimal of these digits reaches it.
    private static decimal Bound(Field field)
    {
        var digits = Math.Clamp((field.Precision ?? 18) - (field.Scale ?? 2), 0, 27);
        var bound = 1m;
        for (var i = 0; i < digits; i++)
            bound *= 10;
        return bound;
    }
}

using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Two different values of a field, for tests that tell rows apart by it.</summary>
internal static class TestValues
{
    /// <summary>
    /// C# expressions of the row's type, null for a row's own sample; and whether two rows differ by them.
    /// </summary>
    public static (string? First, string? Second, bool Differ) Of(ServiceModel model, Field field)
    {
        var entity = model.Index.EntityOfField(field.Id)!;
        if (entity.Checks.Any(check => check.Left == field.Id || check.Right == field.Id) || SampleValues.IsDistinct(entity, field))
            return (
                field.Required ? null : new SampleValues(model).Row(field, "Sample.Next()"),
                null,
                SampleValues.IsDistinct(entity, field)
            );
        var (first, second) = Pair(model, field);
        return (first, second, second is not null);
    }

    private static (string? First, string? Second) Pair(ServiceModel model, Field field) =>
        field.Type switch
        {
            FieldType.Enum => Enum(model, field),
            FieldType.Bool => ("true", "false"),
            FieldType.Uuid => ("Guid.NewGuid()", "Guid.NewGuid()"),
            FieldType.Date => ("new DateOnly(2030, 1, 15)", "new DateOnly(2031, 2, 16)"),
            FieldType.Time => ("new TimeOnly(9, 30)", "new TimeOnly(10, 45)"),
            FieldType.Timestamp => (
                "new DateTimeOffset(2030, 1, 15, 9, 30, 0, TimeSpan.Zero)",
                "new DateTimeOffset(2031, 2, 16, 10, 45, 0, TimeSpan.Zero)"
            ),
            FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Money or FieldType.Double => Numbers(model, field),
            FieldType.Email => ("\"first@example.com\"", "\"second@example.com\""),
            FieldType.Url => ("\"https://example.com/first\"", "\"https://example.com/second\""),
            _ => Texts(model, field),
        };

    private static (string?, string?) Enum(ServiceModel model, Field field)
    {
        var values = model.Index.EnumById(field.Enum)!.Values;
        return (model.Value(field, values[0]), values.Count > 1 ? model.Value(field, values[1]) : null);
    }

    private static (string?, string?) Numbers(ServiceModel model, Field field)
    {
        var least = decimal.Ceiling(field.Min ?? Math.Min(0, field.Max ?? 0));
        return least + 1 <= (field.Max ?? decimal.MaxValue) ? (Number(model, field, least), Number(model, field, least + 1)) : (null, null);
    }

    private static string Number(ServiceModel model, Field field, decimal value) =>
        model.Value(field, value.ToString("0", System.Globalization.CultureInfo.InvariantCulture));

    private static (string?, string?) Texts(ServiceModel model, Field field)
    {
        if (field.Pattern is not null)
            return (new SampleValues(model).Row(field, "1"), null);
        var length = Math.Max(field.MinLength ?? 1, 1);
        return (CSharp.Literal(new string('a', length)), CSharp.Literal(new string('b', length)));
    }
}

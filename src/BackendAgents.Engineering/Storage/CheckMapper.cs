using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>Conditions that a field's own bounds bring.</summary>
internal static class CheckMapper
{
    private const int MaxEmailLength = 254;
    private const int MaxUrlLength = 2048;

    /// <summary>Conditions of a field with a word for the constraint's name.</summary>
    public static IEnumerable<(string Word, CheckCondition Condition)> Of(Field field, string column, Func<string, EnumType> enums)
    {
        if (IsNumber(field.Type) && (field.Min ?? field.Max) is not null)
            yield return ("range", new RangeCondition(column, field.Min, field.Max));

        var (least, greatest) = Length(field);
        if ((least ?? greatest) is not null)
            yield return ("length", new LengthCondition(column, least, greatest, Bytes: field.Type == FieldType.Binary));

        if (IsText(field.Type) && !string.IsNullOrEmpty(field.Pattern))
            yield return ("pattern", new PatternCondition(column, field.Pattern));

        if (field is { Type: FieldType.Enum, Enum: { } id } && enums(id) is { Values.Count: > 0 } type)
            yield return ("value", new OneOfCondition(column, type.Values));
    }

    /// <summary>Bounds of a field's length; null where there is none.</summary>
    public static (int? Least, int? Greatest) Length(Field field) =>
        field.Type switch
        {
            FieldType.String or FieldType.Text => (Positive(field.MinLength), field.MaxLength),
            FieldType.Email => (Positive(field.MinLength), Math.Min(field.MaxLength ?? MaxEmailLength, MaxEmailLength)),
            FieldType.Url => (Positive(field.MinLength), Math.Min(field.MaxLength ?? MaxUrlLength, MaxUrlLength)),
            FieldType.Binary => (null, field.MaxLength),
            _ => (null, null),
        };

    private static int? Positive(int? length) => length > 0 ? length : null;

    private static bool IsText(FieldType type) => type is FieldType.String or FieldType.Text or FieldType.Email or FieldType.Url;

    private static bool IsNumber(FieldType type) =>
        type is FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Double or FieldType.Money;
}

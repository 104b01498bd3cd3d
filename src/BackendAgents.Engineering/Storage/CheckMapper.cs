using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>Conditions that a field's own bounds bring.</summary>
internal static class CheckMapper
{
    /// <summary>Conditions of a field with a word for the constraint's name.</summary>
    public static IEnumerable<(string Word, CheckCondition Condition)> Of(Field field, string column, Func<string, EnumType> enums)
    {
        var traits = FieldTraits.Of(field);
        if (traits.IsNumber && (field.Min ?? field.Max) is not null)
            yield return ("range", new RangeCondition(column, field.Min, field.Max));

        var (least, greatest) = traits.Length(field);
        if ((least ?? greatest) is not null)
            yield return ("length", new LengthCondition(column, least, greatest, Bytes: traits.Column(field).Kind == ColumnKind.Binary));

        if (traits.IsText && !string.IsNullOrEmpty(field.Pattern))
            yield return ("pattern", new PatternCondition(column, field.Pattern));

        if (field is { Type: FieldType.Enum, Enum: { } id } && enums(id) is { Values.Count: > 0 } type)
            yield return ("value", new OneOfCondition(column, type.Values));
    }
}

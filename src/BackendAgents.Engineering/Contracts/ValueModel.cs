using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// What each kind of field looks like as a JSON value.
internal static class ValueModel
{
    public static HttpValue Id { get; } = Of(UuidTraits.Form) with { Example = UuidTraits.Sample };

    public static HttpValue Time { get; } = Of(TimestampTraits.Form) with { Example = TimestampTraits.Sample };

    public static HttpValue Text(int minLength, int maxLength, string? example, string? pattern = null) =>
        new()
        {
            Type = JsonType.String,
            MinLength = minLength > 0 ? minLength : null,
            MaxLength = maxLength,
            Pattern = pattern,
            Example = example,
        };

    public static HttpValue Integer(int minimum, int maximum, int example) =>
        new()
        {
            Type = JsonType.Integer,
            Format = "int32",
            Minimum = minimum,
            Maximum = maximum,
            Example = example,
        };

    // The value of a field as such: not nullable. Callers decide on null.
    public static HttpValue Of(Field field, BlueprintIndex index)
    {
        var traits = FieldTraits.Of(field);
        return Of(traits.Json(field, index)) with
        {
            Pattern = field.Pattern,
            Example =
                field.Example is { Length: > 0 } given && traits.Literal(given) is { } literal ? literal : traits.Example(field, index),
        };
    }

    // The default of a field, where it is always the same.
    public static JsonNode? Default(Field field) =>
        field.Default is { } value && !(FieldTraits.Of(field).IsTime && value == "now") ? FieldTraits.Of(field).Literal(value) : null;

    private static HttpValue Of(JsonForm form) =>
        new()
        {
            Type = form.Type,
            Format = form.Format,
            MinLength = form.MinLength,
            MaxLength = form.MaxLength,
            Minimum = form.Minimum,
            Maximum = form.Maximum,
            Schema = form.Schema,
        };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>What types of number have in common.</summary>
internal abstract class NumberTraits : FieldTraits
{
    public override bool IsNumber => true;

    public override bool CanBeSorted => true;

    protected abstract string Format { get; }

    public override JsonForm Json(Field field, BlueprintIndex index)
    {
        var (least, greatest) = Range(field);
        return new JsonForm(JsonType.Number, Format) { Minimum = field.Min ?? least, Maximum = field.Max ?? greatest };
    }

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        Parse(value) is not { } number ? $"is not a number of the type {Type.ToString().ToLowerInvariant()}"
        : number < field.Min || number > field.Max ? "lies outside min and max"
        : null;

    public override JsonNode? Literal(string value) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    public override JsonNode? Example(Field field, BlueprintIndex index)
    {
        var form = Json(field, index);
        var natural = Natural(field);
        return Example(
            form.Minimum > natural ? form.Minimum.Value
            : form.Maximum < natural ? form.Maximum.Value
            : natural
        );
    }

    /// <summary>Least and greatest value of a field that states none; null where the type has no such bound.</summary>
    protected abstract (decimal? Least, decimal? Greatest) Range(Field field);

    /// <summary>What people write there.</summary>
    protected virtual decimal Natural(Field field) => 3;

    protected virtual JsonNode Example(decimal value) => JsonValue.Create(value);

    protected virtual decimal? Parse(string value) =>
        decimal.TryParse(
            value,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}

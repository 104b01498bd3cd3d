using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>IEEE 754 double.</summary>
internal sealed class DoubleTraits : NumberTraits
{
    public override FieldType Type => FieldType.Double;

    public override ValueKind Kind => ValueKind.Double;

    protected override string Format => "double";

    public override ColumnType Column(Field field) => new(ColumnKind.DoublePrecision);

    public override JsonNode? Literal(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;

    protected override (decimal? Least, decimal? Greatest) Range(Field field) => (null, null);

    protected override decimal Natural(Field field) => 1.5m;

    protected override JsonNode Example(decimal value) => JsonValue.Create((double)value);
}

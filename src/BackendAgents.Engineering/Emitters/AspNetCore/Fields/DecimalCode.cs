using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of exact decimals.</summary>
internal sealed class DecimalCode : NumberCode
{
    public override FieldType Type => FieldType.Decimal;

    public override string RowType(ServiceModel model, Field field) => "decimal";

    public override string Mapping(ServiceModel model, Field field) => $".HasPrecision({Digits(field)})";

    public override IEnumerable<string> Checks(Field field, string name, string property) =>
        base.Checks(field, name, property).Prepend($"Digits({name}, {property}, {Digits(field)})");

    public override IEnumerable<string> WrongWire(Field field) =>
        base.WrongWire(field).Append($"1.{new string('0', field.Scale ?? ColumnType.DefaultScale)}1m");

    protected override string Suffix => "m";

    private static string Digits(Field field) =>
        $"{field.Precision ?? ColumnType.DefaultPrecision}, {field.Scale ?? ColumnType.DefaultScale}";
}

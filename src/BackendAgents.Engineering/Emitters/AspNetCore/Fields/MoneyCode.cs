using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of amounts.</summary>
internal sealed class MoneyCode : NumberCode
{
    public override FieldType Type => FieldType.Money;

    public override string RowType(ServiceModel model, Field field) => "decimal";

    public override string Mapping(ServiceModel model, Field field) => ".HasPrecision(19, 4)";

    public override IEnumerable<string> Checks(Field field, string name, string property) =>
        base.Checks(field, name, property).Prepend($"Digits({name}, {property}, 19, 4)");

    public override IEnumerable<string> WrongWire(Field field) => base.WrongWire(field).Append("1.00001m");

    protected override string Suffix => "m";
}

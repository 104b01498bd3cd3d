using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of 64-bit integers.</summary>
internal sealed class LongCode : NumberCode
{
    public override FieldType Type => FieldType.Long;

    public override string Constraint => ":long";

    public override string Unknown => "long.MaxValue";

    public override string RowType(ServiceModel model, Field field) => "long";

    protected override string Suffix => "L";

    protected override decimal Round(decimal value) => decimal.Ceiling(value);
}

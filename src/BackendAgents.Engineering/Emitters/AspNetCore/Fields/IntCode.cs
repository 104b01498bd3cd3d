using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of 32-bit integers.</summary>
internal sealed class IntCode : NumberCode
{
    public override FieldType Type => FieldType.Int;

    public override string Constraint => ":int";

    public override string Unknown => "int.MaxValue";

    public override string RowType(ServiceModel model, Field field) => "int";

    protected override decimal Round(decimal value) => decimal.Ceiling(value);
}

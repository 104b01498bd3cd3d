using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of doubles.</summary>
internal sealed class DoubleCode : NumberCode
{
    public override FieldType Type => FieldType.Double;

    public override string RowType(ServiceModel model, Field field) => "double";

    // Also without bounds: it refuses what is no finite number.
    public override IEnumerable<string> Checks(Field field, string name, string property) => [Range(field, name, property, "d")];

    protected override string SampleSuffix => "d";
}

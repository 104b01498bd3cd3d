using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of truth values.</summary>
internal sealed class BoolCode : FieldCode
{
    public override FieldType Type => FieldType.Bool;

    public override string RowType(ServiceModel model, Field field) => "bool";

    public override string Value(ServiceModel model, Field field, string value) => value;

    public override bool IsEndless(Field field) => false;

    public override string SampleWire(SampleField field, string n) => "true";

    public override string OtherWire(SampleField field) => "false";

    public override JsonNode SampleJson(SampleField field, string unique) => true;

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) => ("true", "false");
}

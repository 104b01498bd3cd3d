using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of files: the name under which one is stored, which only an upload sets.</summary>
internal sealed class FileCode : FieldCode
{
    public override FieldType Type => FieldType.File;

    public override bool IsReference => true;

    public override string RowType(ServiceModel model, Field field) => "string";

    public override string Value(ServiceModel model, Field field, string value) => "null";

    public override string SampleWire(SampleField field, string n) => "null";

    public override JsonNode SampleJson(SampleField field, string unique) => "";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) => (null, null);
}

using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of UUIDs.</summary>
internal sealed class UuidCode : FieldCode
{
    public override FieldType Type => FieldType.Uuid;

    public override string Constraint => ":guid";

    public override string Unknown => "Guid.NewGuid()";

    public override string RowType(ServiceModel model, Field field) => "Guid";

    public override string Value(ServiceModel model, Field field, string value) => $"Guid.Parse({CSharp.Literal(value)})";

    public override string SampleRow(SampleField field, string n) => "Guid.NewGuid()";

    public override string SampleWire(SampleField field, string n) => "Guid.NewGuid().ToString()";

    public override JsonNode SampleJson(SampleField field, string unique) => "01900000-0000-7000-8000-000000000000";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) => ("Guid.NewGuid()", "Guid.NewGuid()");
}

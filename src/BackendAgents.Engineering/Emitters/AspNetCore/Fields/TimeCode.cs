using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of times of day.</summary>
internal sealed class TimeCode : FieldCode
{
    public override FieldType Type => FieldType.Time;

    public override string RowType(ServiceModel model, Field field) => "TimeOnly";

    public override string Value(ServiceModel model, Field field, string value) =>
        value == "now"
            ? "TimeOnly.FromDateTime(DateTime.UtcNow)"
            : $"TimeOnly.Parse({CSharp.Literal(value)}, CultureInfo.InvariantCulture)";

    public override string SampleRow(SampleField field, string n) =>
        $"TimeOnly.Parse({SampleWire(field, n)}, CultureInfo.InvariantCulture)";

    public override string SampleWire(SampleField field, string n) => $"Sample.Time({field.Order})";

    public override JsonNode SampleJson(SampleField field, string unique) => $"{9 + field.Order:00}:00:00";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) =>
        ("new TimeOnly(9, 30)", "new TimeOnly(10, 45)");
}

using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of calendar dates.</summary>
internal sealed class DateCode : FieldCode
{
    public override FieldType Type => FieldType.Date;

    public override string RowType(ServiceModel model, Field field) => "DateOnly";

    public override string Value(ServiceModel model, Field field, string value) =>
        value == "now"
            ? "DateOnly.FromDateTime(DateTime.UtcNow)"
            : $"DateOnly.Parse({CSharp.Literal(value)}, CultureInfo.InvariantCulture)";

    public override string SampleRow(SampleField field, string n) =>
        $"DateOnly.Parse({SampleWire(field, n)}, CultureInfo.InvariantCulture)";

    public override string SampleWire(SampleField field, string n) => $"Sample.Date({field.Order}, {field.Counter(n)})";

    public override string OtherWire(SampleField field) => $"Sample.Date({field.Order + 30}, 0)";

    public override JsonNode SampleJson(SampleField field, string unique) => $"2030-01-{15 + field.Order:00}";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) =>
        ("new DateOnly(2030, 1, 15)", "new DateOnly(2031, 2, 16)");
}

using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of instants, which rows keep in UTC.</summary>
internal sealed class TimestampCode : FieldCode
{
    public override FieldType Type => FieldType.Timestamp;

    public override string RowType(ServiceModel model, Field field) => "DateTimeOffset";

    public override string Value(ServiceModel model, Field field, string value) =>
        value == "now"
            ? "DateTimeOffset.UtcNow"
            : $"DateTimeOffset.Parse({CSharp.Literal(value)}, CultureInfo.InvariantCulture).ToUniversalTime()";

    public override string Stored(ServiceModel model, Field field, string property) =>
        field.Default is { } value ? $"{property}?.ToUniversalTime() ?? {Value(model, field, value)}"
        : field.Required ? $"{property}!.Value.ToUniversalTime()"
        : $"{property}?.ToUniversalTime()";

    public override string SampleRow(SampleField field, string n) =>
        $"DateTimeOffset.Parse({SampleWire(field, n)}, CultureInfo.InvariantCulture)";

    public override string SampleWire(SampleField field, string n) => $"Sample.Instant({field.Order}, {field.Counter(n)})";

    public override string OtherWire(SampleField field) => $"Sample.Instant({field.Order + 30}, 0)";

    public override JsonNode SampleJson(SampleField field, string unique) => $"2030-01-15T{9 + field.Order:00}:00:00Z";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) =>
        ("new DateTimeOffset(2030, 1, 15, 9, 30, 0, TimeSpan.Zero)", "new DateTimeOffset(2031, 2, 16, 10, 45, 0, TimeSpan.Zero)");
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Time of day without date.</summary>
internal sealed class TimeTraits : FieldTraits
{
    public override FieldType Type => FieldType.Time;

    public override ValueKind Kind => ValueKind.Time;

    public override bool IsTime => true;

    public override bool CanBeSorted => true;

    public override JsonForm Json(Field field, BlueprintIndex index) => new(JsonType.String, "time") { MaxLength = 20 };

    public override ColumnType Column(Field field) => new(ColumnKind.Time);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        value == "now" || TimeOnly.TryParseExact(value, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "is not a time such as 13:45:00";

    public override JsonNode? Example(Field field, BlueprintIndex index) => "13:45:00";
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Calendar date without time.</summary>
internal sealed class DateTraits : FieldTraits
{
    public override FieldType Type => FieldType.Date;

    public override ValueKind Kind => ValueKind.Date;

    public override bool IsTime => true;

    public override bool CanBeSorted => true;

    public override JsonForm Json(Field field, BlueprintIndex index) => new(JsonType.String, "date") { MaxLength = 10 };

    public override ColumnType Column(Field field) => new(ColumnKind.Date);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        value == "now" || DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "is not a date such as 2026-01-31";

    public override JsonNode? Example(Field field, BlueprintIndex index) => "2026-01-31";
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Instant in UTC.</summary>
internal sealed class TimestampTraits : FieldTraits
{
    /// <summary>An instant for documentation.</summary>
    public const string Sample = "2026-01-31T13:45:00Z";

    /// <summary>Any instant as JSON.</summary>
    public static JsonForm Form { get; } = new(JsonType.String, "date-time") { MaxLength = 40 };

    public override FieldType Type => FieldType.Timestamp;

    public override ValueKind Kind => ValueKind.Timestamp;

    public override bool IsTime => true;

    public override bool CanBeSorted => true;

    public override bool CanBeState => true;

    public override JsonForm Json(Field field, BlueprintIndex index) => Form;

    public override ColumnType Column(Field field) => new(ColumnKind.Timestamp);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        value == "now"
        || (
            value.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
        )
            ? null
            : "is not an instant such as 2026-01-31T13:45:00Z, or now";

    public override JsonNode? Example(Field field, BlueprintIndex index) => Sample;
}

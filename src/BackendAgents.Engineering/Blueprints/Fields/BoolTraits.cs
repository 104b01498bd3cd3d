using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>True or false.</summary>
internal sealed class BoolTraits : FieldTraits
{
    public override FieldType Type => FieldType.Bool;

    public override ValueKind Kind => ValueKind.Bool;

    public override bool CanBeUnique => false;

    public override bool CanBeState => true;

    public override JsonForm Json(Field field, BlueprintIndex index) => new(JsonType.Boolean);

    public override ColumnType Column(Field field) => new(ColumnKind.Boolean);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        value is "true" or "false" ? null : "is not true or false";

    public override JsonNode? Literal(string value) => bool.TryParse(value, out var truth) ? JsonValue.Create(truth) : null;

    public override JsonNode? Example(Field field, BlueprintIndex index) => true;
}

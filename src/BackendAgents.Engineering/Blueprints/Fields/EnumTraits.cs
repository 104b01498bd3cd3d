using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>One value of an <see cref="EnumType"/>.</summary>
internal sealed class EnumTraits : FieldTraits
{
    // There would be no more rows than values.
    public override bool CanBeUnique => false;

    public override FieldType Type => FieldType.Enum;

    public override ValueKind Kind => ValueKind.Enum;

    public override bool CanBeState => true;

    public override JsonForm Json(Field field, BlueprintIndex index) => new(JsonType.Any) { Schema = index.EnumById(field.Enum)?.Name };

    public override ColumnType Column(Field field) => new(ColumnKind.Text, Length: ColumnType.WordLength);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        index.EnumById(field.Enum)?.Values is { } values && !values.Contains(value) ? $"is not one of {string.Join(", ", values)}" : null;

    public override JsonNode? Example(Field field, BlueprintIndex index) =>
        index.EnumById(field.Enum)?.Values is [var first, ..] ? first : null;
}

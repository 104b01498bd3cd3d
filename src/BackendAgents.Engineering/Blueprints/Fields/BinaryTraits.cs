using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Bytes, base64 in the API.</summary>
internal sealed class BinaryTraits : FieldTraits
{
    public override FieldType Type => FieldType.Binary;

    public override int LongestLength => 100_000_000;

    public override bool CanBeCompared => false;

    public override JsonForm Json(Field field, BlueprintIndex index) =>
        new(JsonType.String, "byte") { MaxLength = ((field.MaxLength ?? Conventions.MaxBinaryLength) + 2) / 3 * 4 };

    public override ColumnType Column(Field field) => new(ColumnKind.Binary);

    public override (int? Least, int? Greatest) Length(Field field) => (null, field.MaxLength);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        Convert.TryFromBase64String(value, new byte[value.Length], out _) ? null : "is not base64";

    public override JsonNode? Example(Field field, BlueprintIndex index) =>
        Convert.ToBase64String("hello"u8[..Math.Clamp(field.MaxLength ?? 5, 0, 5)]);
}

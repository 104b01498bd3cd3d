using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>UUID.</summary>
internal sealed class UuidTraits : FieldTraits
{
    /// <summary>An id for documentation.</summary>
    public const string Sample = "0197c3a0-5b1e-7c42-9d3f-6a8e2b4c1d05";

    /// <summary>Any id as JSON.</summary>
    public static JsonForm Form { get; } = new(JsonType.String, "uuid") { MinLength = 36, MaxLength = 36 };

    public override FieldType Type => FieldType.Uuid;

    public override ValueKind Kind => ValueKind.Id;

    public override bool CanBeInPath => true;

    public override JsonForm Json(Field field, BlueprintIndex index) => Form;

    public override ColumnType Column(Field field) => new(ColumnKind.Uuid);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        Guid.TryParseExact(value, "D", out _) ? null : "is not a UUID";

    public override JsonNode? Example(Field field, BlueprintIndex index) => Sample;
}

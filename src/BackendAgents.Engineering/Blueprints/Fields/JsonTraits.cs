using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Any JSON value.</summary>
internal sealed class JsonTraits : FieldTraits
{
    public override FieldType Type => FieldType.Json;

    public override bool CanBeUnique => false;

    public override bool CanBeCompared => false;

    public override JsonForm Json(Field field, BlueprintIndex index) => new(JsonType.Any);

    public override ColumnType Column(Field field) => new(ColumnKind.Json);

    public override string? Problem(Field field, string value, BlueprintIndex index)
    {
        try
        {
            using var parsed = JsonDocument.Parse(value);
            return null;
        }
        catch (JsonException)
        {
            return "is not JSON";
        }
    }

    public override JsonNode? Literal(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override JsonNode? Example(Field field, BlueprintIndex index) => new JsonObject { ["key"] = "value" };
}

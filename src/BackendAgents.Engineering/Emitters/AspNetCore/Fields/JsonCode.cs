using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of JSON values, which rows keep as text.</summary>
internal sealed class JsonCode : FieldCode
{
    public override FieldType Type => FieldType.Json;

    public override bool IsReference => true;

    public override string Namespace => "System.Text.Json";

    public override string Initial => " = \"null\";";

    public override string RowType(ServiceModel model, Field field) => "string";

    public override string WireType(ServiceModel model, Field field) => "JsonElement";

    public override string Value(ServiceModel model, Field field, string value) => CSharp.Literal(value);

    public override string Stored(ServiceModel model, Field field, string property)
    {
        const string Nothing = "JsonValueKind.Null or JsonValueKind.Undefined";
        return field.Default is { } value ? $"{property}?.GetRawText() ?? {CSharp.Literal(value)}"
            : field.Required ? $"{property}!.Value.GetRawText()"
            : $"{property} is {{ ValueKind: not ({Nothing}) }} found{property} ? found{property}.GetRawText() : null";
    }

    public override string Shown(Field field, string row) =>
        field.Required || field.Default is not null ? $"JsonElement.Parse({row})" : $"{row} is null ? null : JsonElement.Parse({row})";

    public override string SampleRow(SampleField field, string n) => "\"{}\"";

    public override string SampleWire(SampleField field, string n) => "new Dictionary<string, int>()";

    public override JsonNode SampleJson(SampleField field, string unique) => new JsonObject();

    // Nothing is filtered or told apart by it.
    public override (string? First, string? Second) Pair(ServiceModel model, Field field) => (null, null);
}

using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

// Whole bodies put together from the examples of their properties.
internal static class ExampleBodies
{
    // Pages hold resources, resources hold enums: nothing nests deeper.
    private const int MaxDepth = 4;

    public static JsonNode? Of(HttpContract contract, string? name) => Of(contract, contract.Schema(name), 0);

    public static JsonObject Problem(HttpResponse response, string code)
    {
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = response.Description.TrimEnd('.'),
            ["status"] = response.Status,
            ["code"] = code,
        };
        if (response.Status == 400)
            problem["errors"] = new JsonObject { ["name"] = new JsonArray("The name is missing.") };
        return problem;
    }

    private static JsonNode? Of(HttpContract contract, HttpSchema? schema, int depth)
    {
        if (schema is null || depth > MaxDepth)
            return null;
        if (schema.Values.Count > 0)
            return JsonValue.Create(schema.Values[0]);
        var body = new JsonObject();
        foreach (var property in schema.Properties)
        {
            var value = Of(contract, property.Value, depth);
            if (value is not null || (property is { Required: true } && property.Value.Nullable))
                body[property.Name] = value;
        }

        return body;
    }

    private static JsonNode? Of(HttpContract contract, HttpValue value, int depth)
    {
        if (value.Example is { } example)
            return example;
        if (value.Schema is not null)
            return Of(contract, contract.Schema(value.Schema), depth + 1);
        return value is { Type: JsonType.Array, Items: { } items } && Of(contract, items, depth) is { } item ? new JsonArray(item) : null;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>The JSON Schema of facts, from the same forms that read and write them.</summary>
internal static class FactsSchema
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write() =>
        new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "What a brief says",
            ["description"] =
                "Every sentence, list item, table row and heading of a brief in order, each with the facts that it states. What "
                + "no kind can say is a fact of kind open.",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["$schema"] = new JsonObject { ["type"] = "string" },
                ["plain"] = new JsonObject { ["type"] = "boolean", ["description"] = "Nothing is added that such things usually have." },
                ["sentences"] = new JsonObject
                {
                    ["type"] = "array",
                    ["minItems"] = 1,
                    ["maxItems"] = FactsReader.MaxSentences,
                    ["items"] = Sentence(),
                },
            },
            ["required"] = new JsonArray("sentences"),
            ["additionalProperties"] = false,
            ["$defs"] = new JsonObject(FactForms.All.Select(static form => KeyValuePair.Create<string, JsonNode?>(form.Kind, Fact(form)))),
        }.ToJsonString(s_options) + "\n";

    private static JsonObject Sentence() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["text"] = new JsonObject { ["type"] = "string", ["description"] = "The sentence as the brief has it." },
                ["heading"] = new JsonObject { ["type"] = "boolean", ["description"] = "It only names what follows." },
                ["says"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject
                    {
                        ["oneOf"] = new JsonArray([
                            .. FactForms.All.Select(static form => (JsonNode)new JsonObject { ["$ref"] = "#/$defs/" + form.Kind }),
                        ]),
                    },
                },
            },
            ["required"] = new JsonArray("text"),
            ["additionalProperties"] = false,
        };

    private static JsonObject Fact(FactForm form)
    {
        var properties = new JsonObject { ["kind"] = new JsonObject { ["const"] = form.Kind } };
        foreach (var property in form.Properties)
        {
            var value = Value(property);
            value["description"] = property.Meaning;
            properties[property.Key] = value;
        }

        return new JsonObject
        {
            ["description"] = form.Meaning,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([
                "kind",
                .. form.Properties.Where(static property => property.Required).Select(static property => (JsonNode)property.Key),
            ]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Value(FactProperty property) =>
        property.Shape switch
        {
            FactShape.Name => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9'#-]*( [a-z0-9'#-]+)*$" },
            FactShape.Field => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z][A-Za-z0-9]*$" },
            FactShape.Text => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
            FactShape.Flag => new JsonObject { ["type"] = "boolean" },
            FactShape.Whole => new JsonObject { ["type"] = "integer" },
            FactShape.Number => new JsonObject { ["type"] = "number" },
            FactShape.Texts => new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
            },
            _ => new JsonObject { ["enum"] = new JsonArray([.. property.Choices.Select(static choice => (JsonNode)choice)]) },
        };
}

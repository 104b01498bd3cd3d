using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints.Reading;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// The JSON Schema (draft 2020-12) of <c>backend.yaml</c>, for editors and for models. It says which keys and values there are; what they
/// mean together (references, owners, bounds) is for <see cref="BlueprintValidator"/>. Derived from the same records that the reader binds.
/// </summary>
internal static class BlueprintSchema
{
    /// <summary>The schema as indented JSON with LF line endings.</summary>
    /// <param name="capabilities">The record of options of each capability by its id; null for one without options.</param>
    /// <param name="chosen">Ids of the capabilities that each key of the deployment chooses among.</param>
    public static string Write(IReadOnlyDictionary<string, Type?> capabilities, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen)
    {
        var definitions = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var root = Record(typeof(Blueprint), definitions);
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "BackendAgents blueprint" };
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }

        var choices = new JsonObject();
        foreach (var (id, options) in capabilities)
            choices[id] = options is null
                ? new JsonObject { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = false }
                : Reference(options, definitions, Record);
        schema["properties"]!["capabilities"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = choices,
            ["additionalProperties"] = false,
        };
        foreach (var (key, ids) in chosen)
            definitions[nameof(Deployment)]["properties"]![key] = new JsonObject
            {
                ["enum"] = new JsonArray([.. ids.Select(static id => (JsonNode)id)]),
            };
        definitions.Remove(nameof(CapabilityChoice));
        schema["$defs"] = new JsonObject(definitions.Select(static pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static JsonObject Record(Type type, SortedDictionary<string, JsonObject> definitions)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var (key, property) in YamlNames.Properties(type))
        {
            var value = properties[key] = Value(property.PropertyType, definitions);
            if (property.GetCustomAttribute<RangeAttribute>() is { } range)
                (value!["minimum"], value["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
            if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } shape)
                value!["pattern"] = $"^(?:{shape.Pattern})$";

            // Ids are given by the reader where a person leaves them out.
            if (key != "id" && property.IsDefined(typeof(RequiredMemberAttribute), inherit: false))
                required.Add(key);
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private static JsonObject Value(Type type, SortedDictionary<string, JsonObject> definitions)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(IReadOnlyDictionary<string, string>))
            return new JsonObject { ["type"] = "object" };
        if (plain == typeof(JsonElement))
            return [];
        if (plain.IsGenericType)
            return new JsonObject { ["type"] = "array", ["items"] = Value(plain.GetGenericArguments()[0], definitions) };
        if (plain.IsEnum)
            return Reference(plain, definitions, static (values, _) =>
                new JsonObject
                {
                    ["enum"] = new JsonArray([
                        .. Enum.GetValues(values).Cast<Enum>().Select(static value => (JsonNode)YamlNames.Of(value)),
                    ]),
                }
            );
        if (plain == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (plain == typeof(int))
            return new JsonObject { ["type"] = "integer" };
        if (plain == typeof(decimal))
            return new JsonObject { ["type"] = "number" };

        // Unquoted numbers and truths are texts where a text is asked for.
        return plain == typeof(string)
            ? new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") }
            : Reference(plain, definitions, Record);
    }

    private static JsonObject Reference(
        Type type,
        SortedDictionary<string, JsonObject> definitions,
        Func<Type, SortedDictionary<string, JsonObject>, JsonObject> write
    )
    {
        if (!definitions.ContainsKey(type.Name))
        {
            definitions[type.Name] = [];
            definitions[type.Name] = write(type, definitions);
        }

        return new JsonObject { ["$ref"] = "#/$defs/" + type.Name };
    }
}

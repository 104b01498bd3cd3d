using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Capabilities.Messaging.Events.AsyncApi;

/// <summary>What events tell, as JSON Schema.</summary>
internal static class EventSchemas
{
    /// <summary>The data of an event.</summary>
    public static JsonObject Data(DomainEvent told, BlueprintIndex index)
    {
        var values = EventTraits.Values(told, index).ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. values.Select(static value => (JsonNode)value.Name)]),
            ["properties"] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)Value(value.Value.Type)))),
        };
    }

    /// <summary>The event around its data, as CloudEvents 1.0 has it in JSON.</summary>
    public static JsonObject Envelope(string source, string type, string data)
    {
        var properties = new JsonObject
        {
            ["specversion"] = new JsonObject { ["const"] = "1.0" },
            ["id"] = Text("uuid", "The same each time it comes."),
            ["source"] = new JsonObject { ["const"] = source },
            ["type"] = new JsonObject { ["const"] = type },
            ["time"] = Text("date-time", "When it happened."),
            ["subject"] = Text(null, "The row that it tells of."),
            ["partitionkey"] = Text(null, "Events with the same key come in their order."),
            ["datacontenttype"] = new JsonObject { ["const"] = "application/json" },
            ["data"] = new JsonObject { ["$ref"] = data },
        };
        var required = properties.Select(static property => (JsonNode)property.Key).ToArray();
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(required),
            ["properties"] = properties,
        };
    }

    private static JsonObject Text(string? format, string description)
    {
        var schema = new JsonObject { ["type"] = "string", ["description"] = description };
        if (format is not null)
            schema["format"] = format;
        return schema;
    }

    private static JsonObject Value(ExpressionType type)
    {
        var (name, format) = type.Kind switch
        {
            ValueKind.Bool => ("boolean", null),
            ValueKind.Int => ("integer", "int32"),
            ValueKind.Long => ("integer", "int64"),
            ValueKind.Decimal or ValueKind.Double => ("number", null),
            ValueKind.Date => ("string", "date"),
            ValueKind.Time => ("string", "time"),
            ValueKind.Timestamp => ("string", "date-time"),
            ValueKind.Id => ("string", "uuid"),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject { ["type"] = type.IsNullable ? new JsonArray(name, "null") : name };
        if (format is not null)
            schema["format"] = format;
        if (type is { Kind: ValueKind.Enum, Enum: { } values })
        {
            var all = values.Values.Select(static value => (JsonNode?)Conventions.Camel(value));
            schema["enum"] = new JsonArray([.. type.IsNullable ? all.Append(null) : all]);
        }

        return schema;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;
using Microsoft.OpenApi;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

#pragma warning disable CS0618 // OpenAPI 3.0 knows `example` only; `examples` of schemas came with 3.1.

// Values and named schemas of the contract as OpenAPI schemas.
internal sealed class SchemaWriter(OpenApiDocument document)
{
    public IOpenApiSchema Of(HttpSchema schema)
    {
        if (schema.Values.Count > 0)
        {
            return new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = schema.Description,
                Enum = [.. schema.Values.Select(static value => (JsonNode)JsonValue.Create(value))],
                Example = JsonValue.Create(schema.Values[0]),
            };
        }

        var written = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = schema.Description,
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = schema
                .Properties.Where(static property => property.Required)
                .Select(static property => property.Name)
                .ToHashSet(StringComparer.Ordinal),
        };
        foreach (var property in schema.Properties)
            written.Properties[property.Name] = Of(property);
        return written;
    }

    public IOpenApiSchema Of(HttpValue value)
    {
        if (value.Schema is not null)
        {
            var reference = new OpenApiSchemaReference(value.Schema, document);

            // Beside $ref nothing counts in 3.0, hence the detour over allOf.
            return value is { Nullable: false, Default: null }
                ? reference
                : new OpenApiSchema
                {
                    AllOf = [reference],
                    Type = Null(value),
                    Default = value.Default,
                };
        }

        return new OpenApiSchema
        {
            Type = Type(value) | Null(value),
            Format = value.Format,
            MinLength = value.MinLength,
            MaxLength = value.MaxLength,
            Minimum = Text(value.Minimum),
            Maximum = Text(value.Maximum),
            Pattern = value.Pattern,
            Enum = Values(value),
            Items = value.Type is JsonType.Array && value.Items is { } items ? Of(items) : null,
            AdditionalProperties = value.Type is JsonType.Object && value.Items is { } mapped ? Of(mapped) : null,
            MaxItems = value.MaxItems,
            Example = value.Example,
            Default = value.Default,
        };
    }

    private IOpenApiSchema Of(HttpProperty property)
    {
        var schema = Of(property.Value);
        var plain = property is { Description: "", ReadOnly: false, WriteOnly: false };
        if (schema is OpenApiSchemaReference reference && !plain)
            schema = new OpenApiSchema { AllOf = [reference] };
        if (schema is OpenApiSchema written)
        {
            written.Description = property.Description.Length > 0 ? property.Description : null;
            written.ReadOnly = property.ReadOnly;
            written.WriteOnly = property.WriteOnly;
        }

        return schema;
    }

    private static List<JsonNode>? Values(HttpValue value)
    {
        if (value.Values.Count == 0)
            return null;
        List<JsonNode> values = [.. value.Values.Select(static text => JsonValue.Create(text))];
        if (value.Nullable)
            values.Add(JsonNullSentinel.JsonNull);
        return values;
    }

    private static JsonSchemaType? Type(HttpValue value) =>
        value.Type switch
        {
            JsonType.String => JsonSchemaType.String,
            JsonType.Integer => JsonSchemaType.Integer,
            JsonType.Number => JsonSchemaType.Number,
            JsonType.Boolean => JsonSchemaType.Boolean,
            JsonType.Array => JsonSchemaType.Array,
            JsonType.Object => JsonSchemaType.Object,
            _ => null,
        };

    private static JsonSchemaType? Null(HttpValue value) =>
        value.Nullable ? JsonSchemaType.Null
        : value.Schema is null ? default(JsonSchemaType)
        : null;

    private static string? Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;
using Microsoft.OpenApi;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

#pragma warning disable CS0618 // OpenAPI 3.0 knows `example` only; `examples` of schemas came with 3.1.

// Values and named schemas of the contract as OpenAPI schemas.
internal sealed class SchemaWriter(OpenApiDocument document, HttpContract contract)
{
    // Values that stand in every document many times: described once.
    private static readonly (string Name, string Description, HttpValue Value)[] s_shared =
    [
        ("ResourceId", "Identifies a resource: a UUID of version 7.", ValueModel.Id),
        ("Instant", "A point in time, in UTC.", ValueModel.Time),
    ];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The shared values that were written so far, by name.</summary>
    public IEnumerable<KeyValuePair<string, IOpenApiSchema>> Shared() =>
        s_shared
            .Where(shared => _used.Contains(shared.Name))
            .Select(shared =>
            {
                var schema = (OpenApiSchema)Of(shared.Value, mayShare: false);
                schema.Description = shared.Description;
                return KeyValuePair.Create(shared.Name, (IOpenApiSchema)schema);
            });

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
        // What callers send is shown whole, and what they get is put together from the examples of its properties.
        if (schema.Kind is HttpSchemaKind.Input or HttpSchemaKind.AuthRequest)
            written.Example = ExampleBodies.Of(contract, schema.Name);
        return written;
    }

    public IOpenApiSchema Of(HttpValue value, bool mayShare = true)
    {
        if (mayShare && SharedName(value) is { } name)
        {
            _used.Add(name);
            value = new HttpValue { Schema = name, Nullable = value.Nullable };
        }

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

    // Unless the blueprint gives that name to something of its own.
    private string? SharedName(HttpValue value) =>
        s_shared.FirstOrDefault(shared => shared.Value == (value.Nullable ? value with { Nullable = false } : value)).Name is { } name
        && contract.Schema(name) is null
            ? name
            : null;

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

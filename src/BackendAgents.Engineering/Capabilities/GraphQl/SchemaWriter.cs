using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>Writes the schema in GraphQL's definition language (specification of October 2021).</summary>
internal sealed class SchemaWriter(GraphModel model)
{
    private static readonly (string Name, string Meaning)[] s_scalars =
    [
        ("DateTime", "An instant in UTC: 2030-01-31T13:45:00Z."),
        ("Date", "A day: 2030-01-31."),
        ("Time", "A time of day: 13:45:00."),
        ("Decimal", "An exact decimal number."),
        ("Long", "A whole number of 64 bits."),
        ("Base64", "Bytes in Base64."),
        ("Json", "Any JSON value."),
    ];

    private readonly HttpContract _contract = model.Plan.Contract;

    /// <summary>The whole schema, with LF.</summary>
    public string Write()
    {
        var text = new CodeWriter();
        text.Line("# Generated from backend.yaml. Change the blueprint, not this file.");
        foreach (var (name, meaning) in s_scalars)
            text.Line($"\"\"\"{meaning}\"\"\"\nscalar {name}\n");
        foreach (var type in new[] { "Query", "Mutation" })
            Root(text, type);
        Subscriptions(text);
        foreach (var schema in Used())
            Type(text, schema);
        foreach (var paged in Paged())
            Connection(text, GraphModel.TypeName(paged));
        text.Line(
            """"
            """Where a page stands among all rows."""
            type PageInfo {
              hasNextPage: Boolean!
              hasPreviousPage: Boolean!
              startCursor: String
              endCursor: String
            }
            """"
        );
        return text.ToString();
    }

    // What fields at the root take and answer, and what that holds.
    private IEnumerable<HttpSchema> Used()
    {
        var asked = model.Roots.SelectMany(static root =>
            root.Endpoint.Parameters.Select(static parameter => parameter.Value.Schema)
                .Append(root.Endpoint.RequestSchema)
                .Append(root.Answer == GraphAnswer.Object ? root.Endpoint.Success.Schema : null)
        );
        var linked = model.Links.Select(static link => SchemaBuilder.Resource(link.Target));
        var used = SchemaBuilder.Reached(asked.Concat(Paged()).Concat(linked), _contract.Schema);
        return _contract.Schemas.Where(schema => used.Contains(schema.Name));
    }

    private SortedSet<string> Paged() =>
        new(
            model
                .Roots.Where(static root => root.Answer == GraphAnswer.Page)
                .Select(root => SchemaBuilder.Resource(_contract.Schema(root.Endpoint.Success.Schema)!.Entity!))
                .Concat(model.Links.Where(static link => link.IsMany).Select(static link => SchemaBuilder.Resource(link.Target))),
            StringComparer.Ordinal
        );

    private void Root(CodeWriter text, string type)
    {
        var fields = model.Roots.Where(root => root.Type == type).ToList();
        if (fields.Count == 0 && type == "Mutation")
            return;
        text.Line($"type {type} {{");
        // A schema without a query is none.
        if (fields.Count == 0)
            text.Line("  \"\"\"The name of the service.\"\"\"\n  service: String");
        foreach (var field in fields)
        {
            Describe(text, "  ", field.Endpoint.Description.Length > 0 ? field.Endpoint.Description : field.Endpoint.Summary);
            var arguments = field
                .Endpoint.Parameters.Where(static one => one.Name != Idempotency.Header)
                .Select(parameter => Argument(field, parameter))
                .ToList();
            if (field.Endpoint.RequestSchema is { } body && _contract.Schema(body) is { Properties.Count: > 0 })
                arguments.Add($"input: {GraphModel.TypeName(body)}!");
            text.Line($"  {field.Name}{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}: {Answer(field)}");
        }

        text.Line("}").Line();
    }

    private void Subscriptions(CodeWriter text)
    {
        if (model.Subscriptions.Count == 0)
            return;
        text.Line("type Subscription {");
        foreach (var told in model.Subscriptions)
        {
            Describe(text, "  ", SubscriptionTypes.Meaning(told));
            text.Line($"  {told.Name}(id: ID): {SubscriptionTypes.Event(model, told)}!");
        }

        text.Line("}").Line();
        foreach (var told in model.Subscriptions)
            SubscriptionTypes.Write(text, model, told);
    }

    private string Argument(GraphField field, HttpParameter parameter)
    {
        var (name, value) = (field.Answer, parameter.Name) switch
        {
            (GraphAnswer.Page, "limit") => ("first", "Int"),
            (GraphAnswer.Page, "cursor") => ("after", "String"),
            (_, "If-Match") => ("ifMatch", "String"),
            _ => (parameter.Name, Value(parameter.Value)),
        };
        return $"{name}: {value}{(parameter.Required ? "!" : "")}";
    }

    private string Answer(GraphField field) =>
        field.Answer switch
        {
            GraphAnswer.Nothing => "Boolean",
            GraphAnswer.Location => "String",
            GraphAnswer.Page => GraphModel.TypeName(SchemaBuilder.Resource(_contract.Schema(field.Endpoint.Success.Schema)!.Entity!))
                + "Connection",
            _ => GraphModel.TypeName(field.Endpoint.Success.Schema!),
        };

    private void Type(CodeWriter text, HttpSchema schema)
    {
        // GraphQL has no object without a field; such an input is not asked for.
        if (schema.Kind == HttpSchemaKind.Enum ? !GraphModel.IsNameable(schema) : schema.Properties.Count == 0)
            return;
        Describe(text, "", schema.Description);
        var isInput = schema.Kind == HttpSchemaKind.Input;
        var keyword =
            schema.Kind == HttpSchemaKind.Enum ? "enum"
            : isInput ? "input"
            : "type";
        text.Line($"{keyword} {GraphModel.TypeName(schema.Name)} {{");
        foreach (var value in schema.Values)
            text.Line($"  {value}");
        foreach (var property in schema.Properties)
        {
            Describe(text, "  ", property.Description);
            var isCertain = property.Required && !property.Value.Nullable;
            text.Line($"  {property.Name}: {Value(property.Value)}{(isCertain ? "!" : "")}");
        }

        if (schema.Kind == HttpSchemaKind.Resource)
            Links(text, schema);
        text.Line("}").Line();
    }

    private void Links(CodeWriter text, HttpSchema schema)
    {
        text.Line("  \"\"\"Names its version; a change has to name it, as ifMatch.\"\"\"\n  etag: String");
        foreach (var link in model.Links.Where(link => link.Owner.Id == schema.Entity!.Id))
        {
            var target = GraphModel.TypeName(SchemaBuilder.Resource(link.Target));
            text.Line($"  {link.Name}{(link.IsMany ? $"(first: Int, after: String): {target}Connection" : $": {target}")}");
        }
    }

    private static void Connection(CodeWriter text, string type) =>
        text.Line(
            $$"""
            type {{type}}Connection {
              edges: [{{type}}Edge!]!
              nodes: [{{type}}!]!
              pageInfo: PageInfo!
            }

            type {{type}}Edge {
              cursor: String!
              node: {{type}}!
            }

            """
        );

    private string Value(HttpValue value) =>
        value switch
        {
            { Schema: { } name } => _contract.Schema(name) is { Kind: HttpSchemaKind.Enum } named && !GraphModel.IsNameable(named)
                ? "String"
                : GraphModel.TypeName(name),
            { Type: JsonType.Array, Items: { } items } => $"[{Value(items)}!]",
            { Format: "uuid" } => "ID",
            { Format: "date-time" } => "DateTime",
            { Format: "date" } => "Date",
            { Format: "time" } => "Time",
            { Format: "byte" } => "Base64",
            { Type: JsonType.Integer, Format: "int64" } => "Long",
            { Type: JsonType.Integer } => "Int",
            { Type: JsonType.Number } => "Decimal",
            { Type: JsonType.Boolean } => "Boolean",
            { Type: JsonType.String } => "String",
            _ => "Json",
        };

    private static void Describe(CodeWriter text, string indent, string description)
    {
        var line = string.Join(' ', description.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length > 0)
            text.Line($"{indent}\"\"\"{line.Replace("\"\"\"", "'''", StringComparison.Ordinal).TrimEnd('"', '\\')}\"\"\"");
    }
}

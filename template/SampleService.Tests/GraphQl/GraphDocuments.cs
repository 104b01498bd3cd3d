using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure.GraphQl;

namespace SampleService.Tests;

/// <summary>Writes documents and bodies from the schema, so that the tests of GraphQL hold for every service.</summary>
internal sealed class GraphDocuments(IServiceProvider services)
{
    private readonly ISchema _schema = services.GetRequiredService<GraphSchema>().Schema;
    private int _count;

    /// <summary>The field that an operation answers.</summary>
    public FieldType FieldOf(GraphOperation operation) =>
        (operation.Type == "Query" ? _schema.Query : _schema.Mutation!).Fields.First(field => field.Name == operation.Field);

    /// <summary>Asks for a field with arguments; variables carry them.</summary>
    public JsonObject Ask(GraphOperation operation, JsonObject arguments, string selection)
    {
        var known = FieldOf(operation).Arguments!.ToList();
        var declared = string.Join(
            ", ",
            arguments.Select(argument => $"${argument.Key}: {known.First(one => one.Name == argument.Key).ResolvedType}")
        );
        var passed = string.Join(", ", arguments.Select(static argument => $"{argument.Key}: ${argument.Key}"));
        var (head, call) = declared.Length == 0 ? ("", "") : ($"({declared})", $"({passed})");
        return new JsonObject
        {
            ["query"] = $"{operation.Type.ToLowerInvariant()}{head} {{ {operation.Field}{call} {selection} }}",
            ["variables"] = arguments.DeepClone(),
        };
    }

    /// <summary>The least that a field can be asked for.</summary>
    public string Least(GraphOperation operation) => Named(FieldOf(operation).ResolvedType!) is IObjectGraphType ? "{ __typename }" : "";

    /// <summary>All plain values of what a field answers.</summary>
    public List<string> Values(GraphOperation operation) =>
        Named(FieldOf(operation).ResolvedType!) is IObjectGraphType type
            ? [.. type.Fields.Where(static field => Named(field.ResolvedType!) is not IObjectGraphType).Select(static field => field.Name)]
            : [];

    /// <summary>A row with everything that it leads to.</summary>
    public string Row(string type)
    {
        var links = GraphTables
            .Relations.Where(relation => relation.Type == type && relation.Field != "etag")
            .Select(relation => relation.Field);
        var fields = ((IObjectGraphType)_schema.AllTypes[type]!).Fields;
        return "id etag "
            + string.Join(
                ' ',
                links.Select(link =>
                    Named(fields.First(field => field.Name == link).ResolvedType!).Name.EndsWith("Connection", StringComparison.Ordinal)
                        ? $"{link}(first: 2) {{ nodes {{ id }} }}"
                        : $"{link} {{ id }}"
                )
            );
    }

    /// <summary>The rows, by type and id, that relations of some rows lead to.</summary>
    public IEnumerable<(string Type, string Id)> Reached(string type, JsonNode? rows)
    {
        var fields = ((IObjectGraphType)_schema.AllTypes[type]!).Fields;
        foreach (var relation in GraphTables.Relations.Where(relation => relation.Type == type && relation.Field != "etag"))
        {
            var target = Named(fields.First(field => field.Name == relation.Field).ResolvedType!).Name;
            foreach (var row in rows?.AsArray() ?? [])
            {
                var found = row![relation.Field];
                foreach (var one in found?["nodes"]?.AsArray() ?? new JsonArray(found?.DeepClone()))
                {
                    if ((string?)one?["id"] is { } id)
                        yield return (target.Replace("Connection", "", StringComparison.Ordinal), id);
                }
            }
        }
    }

    /// <summary>The operation that reads one row of a type; null when there is none.</summary>
    public GraphOperation? Reader(string type) =>
        GraphTables.Operations.FirstOrDefault(operation =>
            operation is { Type: "Query", Answer: GraphAnswer.Object }
            && operation.Path.EndsWith("/{id}", StringComparison.Ordinal)
            && Named(FieldOf(operation).ResolvedType!).Name == type
        );

    /// <summary>Arguments that a field can't do without, made up.</summary>
    public JsonObject Arguments(GraphOperation operation, Guid id)
    {
        var made = new JsonObject();
        foreach (var argument in FieldOf(operation).Arguments!.Where(static argument => argument.ResolvedType is NonNullGraphType))
            made[argument.Name] =
                operation.InPath(argument.Name) && Named(argument.ResolvedType!).Name == "ID" ? id.ToString()
                : argument.Name == "ifMatch" ? "*"
                : MadeUp(argument.ResolvedType!);
        return made;
    }

    /// <summary>Subscribes to an event with all plain values of it and of its row; to that of one row when it is named.</summary>
    public string Subscribe(GraphEvent told, Guid? id = null)
    {
        var parts = EventOf(told).Fields.Select(static field => (field.Name, Type: Named(field.ResolvedType!)));
        var selected = parts.Select(static part =>
            part.Type is IObjectGraphType inner
                ? $"{part.Name} {{ {string.Join(' ', inner.Fields.Where(IsPlain).Select(static field => field.Name))} }}"
                : part.Name
        );
        return $"subscription {{ {told.Field}{(id is null ? "" : $"(id: \"{id}\")")} {{ {string.Join(' ', selected)} }} }}";
    }

    /// <summary>What an event tells, made up.</summary>
    public JsonObject Told(GraphEvent told) =>
        EventOf(told).Fields.FirstOrDefault(static field => field.Name == "payload") is { } payload
            ? new JsonObject(
                ((IObjectGraphType)Named(payload.ResolvedType!)).Fields.Select(field =>
                    KeyValuePair.Create(field.Name, MadeUp(field.ResolvedType!))
                )
            )
            : new JsonObject();

    /// <summary>Sends what <see cref="Ask"/> wrote.</summary>
    public static async Task<JsonObject> SendAsync(HttpClient client, JsonObject request)
    {
        using var response = await client.PostAsJsonAsync("/graphql", request);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private IObjectGraphType EventOf(GraphEvent told) =>
        (IObjectGraphType)Named(_schema.Subscription!.Fields.First(field => field.Name == told.Field).ResolvedType!);

    private static bool IsPlain(FieldType field) => Named(field.ResolvedType!) is not IObjectGraphType;

    private JsonNode? MadeUp(IGraphType type) =>
        type switch
        {
            NonNullGraphType inner => MadeUp(inner.ResolvedType!),
            ListGraphType => new JsonArray(),
            EnumerationGraphType choice => choice.Values.First().Name,
            IInputObjectGraphType input => new JsonObject(
                input
                    .Fields.Where(static field => field.ResolvedType is NonNullGraphType)
                    .Select(field => KeyValuePair.Create(field.Name, MadeUp(field.ResolvedType!)))
            ),
            _ => ((INamedType)type).Name switch
            {
                "ID" => Guid.NewGuid().ToString(),
                "Int" or "Long" or "Decimal" => 1,
                "Boolean" => true,
                "Date" => "2030-01-31",
                "Time" => "13:45:00",
                "DateTime" => "2030-01-31T13:45:00Z",
                "Json" => new JsonObject(),
                _ => $"made-up-{++_count}",
            },
        };

    private static INamedType Named(IGraphType type) =>
        type switch
        {
            NonNullGraphType inner => Named(inner.ResolvedType!),
            ListGraphType inner => Named(inner.ResolvedType!),
            _ => (INamedType)type,
        };
}

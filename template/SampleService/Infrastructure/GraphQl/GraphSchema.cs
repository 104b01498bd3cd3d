using System.Text.Json;
using GraphQL.Resolvers;
using GraphQL.Types;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>
/// The schema of <c>schema.graphql</c>, with what answers each field: at the root, the operations of the REST interface with their own
/// validation and access rules; below, the parts of their answers, and relations, read for all rows at once.
/// </summary>
internal sealed class GraphSchema
{
    private static readonly string[] s_scalars = ["DateTime", "Date", "Time", "Decimal", "Long", "Base64", "Json"];

    private static readonly SourceStreamResolver<object?> s_streams = new(static context =>
        context.RequestServices!.GetRequiredService<IGraphStreams>().OpenAsync(context)
    );

    private readonly RestCalls _calls;
    private readonly JsonSerializerOptions _json;

    /// <summary>Builds it.</summary>
    public GraphSchema(RestCalls calls, IOptions<JsonOptions> json)
    {
        (_calls, _json) = (calls, json.Value.SerializerOptions);
        var schema = GraphQL.Types.Schema.For(GraphTables.Sdl, static builder =>
        {
            foreach (var told in GraphTables.Events)
                builder.Types.For("Subscription").FieldFor(told.Field).StreamResolver = s_streams;
        });
        foreach (var scalar in s_scalars)
            schema.RegisterType(new JsonScalar(scalar));
        schema.Initialize();
        foreach (
            var type in schema
                .AllTypes.OfType<IObjectGraphType>()
                .Where(static type => !type.Name.StartsWith("__", StringComparison.Ordinal))
        )
        {
            foreach (var field in type.Fields)
                field.Resolver = Resolver(type.Name, field.Name);
        }

        Schema = schema;
    }

    /// <summary>The schema, ready to be asked. Safe on any thread.</summary>
    public ISchema Schema { get; }

    private FuncFieldResolver<object> Resolver(string type, string field)
    {
        if (GraphTables.Operations.FirstOrDefault(known => known.Type == type && known.Field == field) is { } operation)
            return new(async context => await _calls.AnswerAsync(operation, context));
        if (GraphTables.Relations.FirstOrDefault(known => known.Type == type && known.Field == field) is { } relation)
            return new(context => relation.Load(new GraphCall(context, _json)));
        return new(context => Part(context.Source, field));
    }

    // A part of an answer, as the schema's scalars take it.
    private static object? Part(object? source, string name) =>
        source is JsonElement { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty(name, out var part) ? Value(part) : null;

    /// <summary>A JSON value as GraphQL's executer takes it: lists as lists, objects as they are.</summary>
    public static object? Value(JsonElement part) =>
        part.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => part.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => part.TryGetInt32(out var small) ? small
            : part.TryGetInt64(out var large) ? large
            : part.TryGetDecimal(out var exact) ? exact
            : part.GetDouble(),
            JsonValueKind.Array => part.EnumerateArray().Select(Value).ToList(),
            _ => part,
        };
}

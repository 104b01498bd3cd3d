using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>The GraphQL schema that the HTTP contract means: its names, its fields at the root, and where rows lead. Immutable.</summary>
internal sealed partial class GraphModel
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "Query",
        "Mutation",
        "Subscription",
        "String",
        "Int",
        "Float",
        "Boolean",
        "ID",
        "PageInfo",
        "DateTime",
        "Date",
        "Time",
        "Decimal",
        "Long",
        "Base64",
        "Json",
    };

    public GraphModel(ServicePlan plan)
    {
        Plan = plan;
        Roots = [.. Root()];
        Links = [.. plan.Blueprint.Entities.Where(Shown).SelectMany(Of)];
        Subscriptions = [.. GraphSubscription.Of(plan.Index, plan.Contract)];
    }

    /// <summary>What the service is made of.</summary>
    public ServicePlan Plan { get; }

    /// <summary>The fields at the root, in the order of the contract.</summary>
    public IReadOnlyList<GraphField> Roots { get; }

    /// <summary>The fields that lead from row to row.</summary>
    public IReadOnlyList<GraphLink> Links { get; }

    /// <summary>The events that callers can subscribe to.</summary>
    public IReadOnlyList<GraphSubscription> Subscriptions { get; }

    /// <summary>Whether some field answers rows of an entity.</summary>
    public bool Shown(Entity entity) =>
        Roots.Any(root => root.Endpoint.ResultEntity?.Id == entity.Id || root.Endpoint.Success.Schema == SchemaBuilder.Resource(entity));

    /// <summary>The type of a schema of the contract.</summary>
    public static string TypeName(string schema) => s_reserved.Contains(schema) ? schema + "Type" : schema;

    /// <summary>A name for a type that no schema of the contract has.</summary>
    public string FreeName(string name) => Plan.Contract.Schema(name) is null && !s_reserved.Contains(name) ? name : FreeName(name + "_");

    /// <summary>Whether GraphQL can name all values of an enum as the API writes them.</summary>
    public static bool IsNameable(HttpSchema schema) =>
        schema.Values.All(static value => Name().IsMatch(value) && value is not ("true" or "false" or "null"));

    private IEnumerable<GraphField> Root()
    {
        // What other systems sign is known by the bytes of a request of its own, and files are no JSON.
        var endpoints = Plan
            .Contract.Endpoints.Where(static endpoint =>
                endpoint.Operation is { Webhook: null } operation && !OperationTraits.Of(operation).HasFile
            )
            .ToList();
        var taken = endpoints.Select(static endpoint => endpoint.OperationId).ToHashSet(StringComparer.Ordinal);
        foreach (var endpoint in endpoints)
        {
            var isQuery = endpoint.Method == "GET";
            var brief = isQuery ? Brief(endpoint) : null;
            yield return new GraphField(
                isQuery ? "Query" : "Mutation",
                brief is not null && taken.Add(brief) ? brief : endpoint.OperationId,
                endpoint,
                Answer(endpoint)
            );
        }
    }

    // Queries are called by what they answer: post, posts.
    private static string? Brief(HttpEndpoint endpoint) =>
        endpoint.Operation!.Kind switch
        {
            OperationKind.Get => Conventions.Camel(endpoint.Entity!.Name),
            OperationKind.List => Conventions.Camel(Conventions.Plural(endpoint.Entity!)),
            _ => null,
        };

    private GraphAnswer Answer(HttpEndpoint endpoint) =>
        endpoint.Success is { Status: >= 300 } ? GraphAnswer.Location
        : endpoint.Success.Schema is not { } schema ? GraphAnswer.Nothing
        : Plan.Contract.Schema(schema)?.Kind == HttpSchemaKind.Page ? GraphAnswer.Page
        : GraphAnswer.Object;

    private IEnumerable<GraphLink> Of(Entity entity)
    {
        var taken = Plan.Contract.Schema(SchemaBuilder.Resource(entity))!.Properties.Select(static property => property.Name).ToHashSet();
        taken.Add("etag");
        foreach (var relation in Plan.Index.RelationsTo(entity.Id))
        {
            var target = Plan.Index.EntityById(relation.From)!;
            if (Reader(target, OperationKind.Get) is { } reader && taken.Add(Conventions.Camel(relation.Name)))
                yield return new GraphLink(entity, Conventions.Camel(relation.Name), relation, target, reader, IsMany: false);
        }

        foreach (var relation in Plan.Blueprint.Relations.Where(relation => relation.From == entity.Id))
        {
            if (relation.Kind != RelationKind.OneToMany)
                continue;
            var target = Plan.Index.EntityById(relation.To)!;
            if (Reader(target, OperationKind.List) is { } reader && taken.Add(Conventions.Camel(relation.Inverse)))
                yield return new GraphLink(entity, Conventions.Camel(relation.Inverse), relation, target, reader, IsMany: true);
        }
    }

    private HttpEndpoint? Reader(Entity entity, OperationKind kind) =>
        Plan.Contract.Endpoints.FirstOrDefault(endpoint => endpoint.Operation?.Kind == kind && endpoint.Entity?.Id == entity.Id);

    [GeneratedRegex("^[_A-Za-z][_0-9A-Za-z]*$")]
    private static partial Regex Name();
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>A field of the subscription type: an event, told with the row that it tells of to whoever may read that.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Event">The event.</param>
/// <param name="Entity">The entity of the row.</param>
/// <param name="Reader">The endpoint that shows the row, by whose access rules events are told.</param>
/// <param name="Payload">What is told of it: values that everybody may see who may read the row.</param>
internal sealed record GraphSubscription(
    string Name,
    DomainEvent Event,
    Entity Entity,
    HttpEndpoint Reader,
    IReadOnlyList<(string Name, Node Value)> Payload
)
{
    /// <summary>Those of a service, in the order of its events.</summary>
    public static IEnumerable<GraphSubscription> Of(BlueprintIndex index, HttpContract contract)
    {
        // A row that is gone can't be read, and nobody could be told of it; what other services announce tells of rows of theirs.
        foreach (var told in index.Blueprint.Events.Where(told => told.Foreign is null && !Removes(told, index)))
        {
            if (EventTraits.Entity(told, index) is not { } entity || Reading(contract, entity) is not { } reader)
                continue;
            var shown = contract.Schema(SchemaBuilder.Resource(entity))!.Properties.Select(static one => one.Name).ToHashSet();
            yield return new GraphSubscription(
                Conventions.Camel(told.Name),
                told,
                entity,
                reader,
                [.. EventTraits.Values(told, index).Where(value => IsOfRow(value.Value, shown))]
            );
        }
    }

    private static bool Removes(DomainEvent told, BlueprintIndex index) =>
        told.On == RowChange.Deleted || index.OperationById(told.Operation)?.Kind == OperationKind.Delete;

    // Events tell of a row by its id.
    private static HttpEndpoint? Reading(HttpContract contract, Entity entity) =>
        contract.Endpoints.FirstOrDefault(endpoint =>
            endpoint.Operation?.Kind == OperationKind.Get
            && endpoint.Entity?.Id == entity.Id
            && endpoint.Parameters.Where(static one => one.In == HttpParameterLocation.Path || one.Required).ToList()
                is [{ In: HttpParameterLocation.Path, Name: "id", Field: null, Relation: null }]
        );

    // An event may tell other systems more than callers are shown: values of other rows, hidden ones, who called.
    private static bool IsOfRow(Node value, HashSet<string> shown) =>
        value.All.All(part =>
            part switch
            {
                MemberNode member => member.Owner is RowNode && shown.Contains(member.Name),
                AmbientNode ambient => ambient.Name is "now" or "today",
                ReferenceNode or CollectionNode or AggregateNode or InputNode => false,
                _ => true,
            }
        );
}

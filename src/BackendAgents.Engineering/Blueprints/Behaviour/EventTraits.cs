using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>What follows from the declaration of an event, for whoever validates, writes or documents it.</summary>
internal static class EventTraits
{
    private static readonly Dictionary<string, string> s_id = new(StringComparer.Ordinal) { ["id"] = "id" };

    /// <summary>The entity of the row that it tells of; null when there is none.</summary>
    public static Entity? Entity(DomainEvent told, BlueprintIndex index) =>
        index.EntityById(told.Entity is { Length: > 0 } own ? own : index.OperationById(told.Operation)?.Entity ?? "");

    /// <summary>What it tells: expressions over the row by name.</summary>
    public static IReadOnlyDictionary<string, string> Payload(DomainEvent told) => told.Payload.Count == 0 ? s_id : told.Payload;

    /// <summary>Its type on the wire; another version of the payload is another type.</summary>
    public static string Type(DomainEvent told, Blueprint blueprint) =>
        $"{told.Foreign?.Service ?? blueprint.Service.Name}.{told.Id}.v{told.Version}";

    /// <summary>What it tells, each value with its expression as it is typed.</summary>
    public static IEnumerable<(string Name, Node Value)> Values(DomainEvent told, BlueprintIndex index)
    {
        if (told.Foreign is { } foreign)
            return foreign.Values.Select(static value => (value.Name, (Node)new AmbientNode("payload." + value.Name, value.Type)));
        var scope = BehaviourScopes.OfTold(index, told, Entity(told, index)!);
        return Payload(told).Select(pair => (pair.Key, ExpressionReader.Read(pair.Value, scope)));
    }

    /// <summary>Whether an operation raises it, by its name or by what it does to its own row; its effects are not looked at.</summary>
    public static bool IsRaisedBy(DomainEvent told, Operation operation) =>
        told.Operation == operation.Id || (told.Entity == operation.Entity && told.On is { } change && change == OfOwnRow(operation.Kind));

    /// <summary>The events of which a test can show, by one call, that an operation announces them.</summary>
    public static IEnumerable<DomainEvent> ShownBy(Blueprint blueprint, Operation operation) =>
        // What another system signs, or what needs a version, takes more than a call.
        operation is { Kind: OperationKind.Create or OperationKind.Action or OperationKind.Call, Webhook: null }
            ? blueprint.Events.Where(told => told.Foreign is null && IsRaisedBy(told, operation))
            : [];

    private static RowChange? OfOwnRow(OperationKind kind) =>
        kind switch
        {
            OperationKind.Create => RowChange.Created,
            OperationKind.Update or OperationKind.Action or OperationKind.Upload or OperationKind.RemoveFile => RowChange.Updated,
            OperationKind.Delete => RowChange.Deleted,
            _ => null,
        };

    /// <summary>Whether an operation has a row that an event can tell of.</summary>
    public static bool HasRow(Operation operation) =>
        OperationTraits.Of(operation) is { Changes: true, HasLinks: false }
        && (operation.Kind != OperationKind.Call || CallTraits.HasRow(operation));
}

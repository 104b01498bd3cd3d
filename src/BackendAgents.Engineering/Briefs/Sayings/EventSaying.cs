using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>What the service announces: 'publish an event to Kafka when an order is placed', and accounts that are told of it.</summary>
internal static class EventSaying
{
    /// <summary>An event through a broker, or within the service where none is named.</summary>
    public static Declared? Publish(SayingModel model, Said said)
    {
        if (Raised(model, said) is not var (blueprint, raised))
            return null;
        var broker = said["broker"] is { Length: > 0 } named ? named.Replace(" ", "", StringComparison.Ordinal) : null;
        return new Declared(
            blueprint with
            {
                Deployment = blueprint.Deployment with { Messaging = broker ?? blueprint.Deployment.Messaging },
            },
            "event " + raised.Id
        );
    }

    /// <summary>'Users can register webhooks that are called when an order is shipped.'</summary>
    public static Declared? Told(SayingModel model, Said said)
    {
        if (model.Account is null || Raised(model, said) is not var (blueprint, raised))
            return null;
        var told = blueprint.AccountWebhooks ?? new AccountWebhooks();
        return new Declared(
            blueprint with
            {
                AccountWebhooks = told with { Events = [.. told.Events.Append(raised.Id).Distinct()] },
            },
            "event " + raised.Id
        );
    }

    // The event of a change of rows, or of the operation by which a row comes into a state.
    private static (Blueprint Blueprint, DomainEvent Event)? Raised(SayingModel model, Said said)
    {
        if (model.Entity(said["thing"]) is not { } entity || entity == model.Account)
            return null;
        var deed = said["deed"];
        RowChange? change = deed switch
        {
            "created" or "placed" or "added" or "made" or "submitted" or "posted" or "booked" or "filed" or "new" => RowChange.Created,
            "updated" or "changed" or "edited" or "modified" => RowChange.Updated,
            "deleted" or "removed" => RowChange.Deleted,
            _ => null,
        };
        var operation = change is null
            ? model.Operations(entity, OperationKind.Action).FirstOrDefault(other => other.Transition?.To == Conventions.Camel(deed))
            : null;
        if (change is null && operation is null)
            return null;
        var name = Conventions.Pascal(entity.Name) + Conventions.Pascal(deed == "new" ? "created" : deed);
        var raised = model.Blueprint.Events.FirstOrDefault(other => other.Name == name)
            ?? new DomainEvent
            {
                Id = Conventions.Kebab(name),
                Name = name,
                Operation = operation?.Id ?? "",
                Entity = entity.Id,
                On = change,
                Payload = new Dictionary<string, string> { [Conventions.Camel(entity.Name) + "Id"] = "id" },
            };
        return (model.Blueprint with { Events = [.. model.Blueprint.Events.Where(other => other.Id != raised.Id), raised] }, raised);
    }
}

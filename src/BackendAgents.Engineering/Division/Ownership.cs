using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Division;

/// <summary>Which service owns what, in a blueprint with several. Pure; works on invalid blueprints, too.</summary>
internal sealed class Ownership(Blueprint blueprint)
{
    private readonly BlueprintIndex _index = new(blueprint);

    private readonly Dictionary<string, ServiceBoundary> _services = blueprint
        .Services.SelectMany(static service => service.Entities.Select(entity => (entity, service)))
        .DistinctBy(static pair => pair.entity)
        .ToDictionary(static pair => pair.entity, static pair => pair.service, StringComparer.Ordinal);

    /// <summary>Lookups over the whole.</summary>
    public BlueprintIndex Index => _index;

    /// <summary>The service that issues tokens; null without accounts.</summary>
    public ServiceBoundary? Issuer => _index.Account is { } account ? Of(account.Id) : null;

    /// <summary>The service of an entity: the first where none names it.</summary>
    public ServiceBoundary Of(string? entity) => _services.GetValueOrDefault(entity ?? "", blueprint.Services[0]);

    /// <summary>The service of an event: that of the row that it tells of.</summary>
    public ServiceBoundary Of(DomainEvent told) => Of(EventTraits.Entity(told, _index)?.Id);

    /// <summary>
    /// The service of a subscription: that of its rows; without rows, that of what it stores first; else that of the event.
    /// </summary>
    public ServiceBoundary Of(Subscription taken) =>
        taken.ForEach is { } rows ? Of(rows)
        : taken.Effects.Select(static effect => effect.Create?.Entity).OfType<string>().FirstOrDefault() is { } stored ? Of(stored)
        : blueprint.Events.FirstOrDefault(told => told.Id == taken.Event) is { } told ? Of(told)
        : blueprint.Services[0];

    /// <summary>Full name of a service, as hosts and events know it: <c>shop-catalog</c>.</summary>
    public string NameOf(ServiceBoundary service) => $"{blueprint.Service.Name}-{service.Name}";
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Division;

/// <summary>
/// Divides a blueprint with several services into one for each. A service has what it owns, and copies of the rows of others that its own
/// refer to. Pure: the same blueprint gives the same parts. What can't be divided is for <see cref="DivisionCheck"/> to say.
/// </summary>
internal static class ServiceDivision
{
    /// <summary>What carries events between services where the blueprint doesn't say.</summary>
    public const string DefaultBroker = "rabbitmq";

    // What stands before the gateways, and before no service.
    private static readonly string[] s_ofWhole = ["nginx"];

    /// <summary>Whether a blueprint is delivered as several services.</summary>
    public static bool Applies(Blueprint blueprint) => blueprint.Services.Count > 1;

    /// <summary>Each service's part, in the order of the blueprint.</summary>
    public static IReadOnlyList<ServiceShare> Of(Blueprint blueprint)
    {
        var owners = new Ownership(blueprint);
        var drafts = blueprint.Services.Select((service, place) => Draft(blueprint, owners, service, place)).ToList();
        var copies = drafts.ConvertAll(draft => CopySelection.Of(draft.Blueprint, blueprint, owners, draft.Service));
        var feeds = copies
            .SelectMany(static found => found)
            .GroupBy(static copy => copy.Entity, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, Union, StringComparer.Ordinal);
        return [.. drafts.Select((draft, place) => draft with { Blueprint = WithCopies(draft, blueprint, owners, copies[place], feeds) })];
    }

    private static ServiceShare Draft(Blueprint blueprint, Ownership owners, ServiceBoundary service, int place)
    {
        bool Own(string? entity) => owners.Of(entity) == service;
        var issues = owners.Issuer == service;
        var subscriptions = blueprint.Subscriptions.Where(taken => owners.Of(taken) == service).ToList();
        var events = blueprint
            .Events.Where(told => owners.Of(told) == service || subscriptions.Exists(taken => taken.Event == told.Id))
            .Select(told => owners.Of(told) == service ? told : Foreign(told, owners))
            .ToList();
        return new ServiceShare(
            service,
            blueprint with
            {
                Service = blueprint.Service with
                {
                    Name = owners.NameOf(service),
                    Title = $"{blueprint.Service.Title}: {Conventions.Phrase(service.Name)}",
                    Description = service.Description.Length > 0 ? service.Description : blueprint.Service.Description,
                },
                Services = [],
                Capabilities = [.. blueprint.Capabilities.Where(static choice => !s_ofWhole.Contains(choice.Id))],
                Part = ServiceCalls.Of(blueprint, owners, service),
                Authentication = issues ? blueprint.Authentication : blueprint.Authentication with { Login = null, ApiKeys = null },
                Roles = issues ? blueprint.Roles : [.. blueprint.Roles.Select(static role => role with { GrantedBy = [] })],
                Entities = [.. blueprint.Entities.Where(entity => Own(entity.Id))],
                Relations = [.. blueprint.Relations.Where(relation => Own(relation.From) && Own(relation.To))],
                Operations =
                [
                    .. blueprint
                        .Operations.Where(operation => Own(operation.Entity))
                        .Select(operation => ServiceCalls.Addressed(operation, blueprint, owners)),
                ],
                Providers = [.. blueprint.Providers.Where(provider => Own(provider.Entity))],
                Notifications = [.. blueprint.Notifications.Where(sent => Own(sent.Entity))],
                Jobs = [.. blueprint.Jobs.Where(job => Own(job.ForEach))],
                Events = events,
                Subscriptions = subscriptions,
                Webhooks =
                [
                    .. blueprint
                        .Webhooks.Select(told => told with { Events = [.. told.Events.Where(id => events.Exists(Announced(id)))] })
                        .Where(static told => told.Events.Count > 0),
                ],
                Deployment = blueprint.Deployment with
                {
                    Messaging = blueprint.Deployment.Messaging ?? DefaultBroker,
                    // The gateway has the port of the whole.
                    Port = ServiceCalls.PortOf(blueprint, service),
                    Requested = [],
                },
                Requirements = [],
                Scenarios = [],
            }
        );

        static Predicate<DomainEvent> Announced(string id) => told => told.Id == id && told.Foreign is null;
    }

    // Its row is not at hand, so what it tells is typed here once.
    private static DomainEvent Foreign(DomainEvent told, Ownership owners) =>
        told with
        {
            Operation = "",
            Entity = null,
            On = null,
            Key = null,
            Foreign = new ForeignEvent(
                owners.NameOf(owners.Of(told)),
                [.. EventTraits.Values(told, owners.Index).Select(static value => new ForeignValue(value.Name, value.Value.Type))]
            ),
        };

    private static Blueprint WithCopies(
        ServiceShare draft,
        Blueprint blueprint,
        Ownership owners,
        IReadOnlyList<EntityFeed> copies,
        Dictionary<string, EntityFeed> feeds
    )
    {
        var part = draft.Blueprint;
        var known = part.Entities.Select(static entity => entity.Id).Concat(copies.Select(static copy => copy.Entity)).ToHashSet();
        var told = copies.SelectMany(static copy => copy.Relations).ToHashSet(StringComparer.Ordinal);
        var entities = blueprint.Entities.Where(entity => known.Contains(entity.Id)).Select(Entity).ToList();
        var used = entities
            .SelectMany(static entity => entity.Fields)
            .Concat(part.Operations.SelectMany(static operation => operation.Input))
            .Select(static field => field.Enum)
            .Concat(part.Operations.SelectMany(static operation => operation.Output).Select(static value => value.Enum))
            .Concat(
                part.Operations.SelectMany(static operation => operation.Asks)
                    .SelectMany(static ask => ask.Service?.Values ?? [])
                    .Select(static value => value.Type.Enum?.Id)
            )
            .Concat(part.Events.SelectMany(static raised => raised.Foreign?.Values ?? []).Select(static value => value.Type.Enum?.Id))
            .ToHashSet(StringComparer.Ordinal);
        return part with
        {
            Entities = entities,
            Relations =
            [
                .. blueprint.Relations.Where(relation =>
                    part.Relations.Contains(relation)
                    || (owners.Of(relation.To) == draft.Service && known.Contains(relation.From))
                    || told.Contains(relation.Id)
                ),
            ],
            Enums = [.. blueprint.Enums.Where(type => used.Contains(type.Id))],
            Part = part.Part! with { Feeds = [.. feeds.Values.Where(feed => owners.Of(feed.Entity) == draft.Service)] },
        };

        Entity Entity(Entity entity) =>
            copies.FirstOrDefault(copy => copy.Entity == entity.Id) is not { } copy
                ? entity
                : entity with
                {
                    Fields =
                    [
                        .. entity
                            .Fields.Where(field => copy.Fields.Contains(field.Id))
                            .Select(static field =>
                                field with
                                {
                                    Computed = null,
                                    Copy = null,
                                    Unique = false,
                                    Exposure = FieldExposure.ReadOnly,
                                }
                            ),
                    ],
                    Indexes = [],
                    Checks = [],
                    Rules = [],
                    Owner = [],
                    Cache = null,
                    Path = null,
                    Origin = new EntityOrigin(owners.NameOf(owners.Of(entity.Id)), feeds[entity.Id]),
                };
    }

    private static EntityFeed Union(IGrouping<string, EntityFeed> copies) =>
        new(
            copies.Key,
            [.. copies.SelectMany(static copy => copy.Fields).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. copies.SelectMany(static copy => copy.Relations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
        );
}

using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>One change of a blueprint. Upserts replace the element with the same id, or add it; so an id survives every rename.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SetService), "setService")]
[JsonDerivedType(typeof(SetAuthentication), "setAuthentication")]
[JsonDerivedType(typeof(SetTargets), "setTargets")]
[JsonDerivedType(typeof(SetDeployment), "setDeployment")]
[JsonDerivedType(typeof(SetCapability), "setCapability")]
[JsonDerivedType(typeof(RemoveCapability), "removeCapability")]
[JsonDerivedType(typeof(UpsertRole), "upsertRole")]
[JsonDerivedType(typeof(UpsertEnumType), "upsertEnum")]
[JsonDerivedType(typeof(UpsertEntity), "upsertEntity")]
[JsonDerivedType(typeof(UpsertField), "upsertField")]
[JsonDerivedType(typeof(UpsertRelation), "upsertRelation")]
[JsonDerivedType(typeof(UpsertOperation), "upsertOperation")]
[JsonDerivedType(typeof(UpsertEvent), "upsertEvent")]
[JsonDerivedType(typeof(UpsertScenario), "upsertScenario")]
[JsonDerivedType(typeof(RemoveElement), "remove")]
internal abstract record BlueprintEdit
{
    internal abstract Blueprint Apply(Blueprint blueprint);

    private protected static IReadOnlyList<T> Upsert<T>(IReadOnlyList<T> items, T item, Func<T, string> id) =>
        items.Any(known => id(known) == id(item)) ? [.. items.Select(known => id(known) == id(item) ? item : known)] : [.. items, item];
}

/// <summary>Sets name, title and purpose.</summary>
/// <param name="Service">The new description of the service.</param>
internal sealed record SetService(ServiceInfo Service) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) => blueprint with { Service = Service };
}

/// <summary>Sets how callers prove who they are.</summary>
/// <param name="Authentication">The new settings.</param>
internal sealed record SetAuthentication(Authentication Authentication) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) => blueprint with { Authentication = Authentication };
}

/// <summary>Sets the non-functional targets.</summary>
/// <param name="Targets">The new targets.</param>
internal sealed record SetTargets(Targets Targets) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) => blueprint with { Targets = Targets };
}

/// <summary>Sets the technology choices.</summary>
/// <param name="Deployment">The new choices.</param>
internal sealed record SetDeployment(Deployment Deployment) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) => blueprint with { Deployment = Deployment };
}

/// <summary>Asks for a capability, or sets its options anew.</summary>
/// <param name="Capability">The choice.</param>
internal sealed record SetCapability(CapabilityChoice Capability) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Capabilities = Upsert(blueprint.Capabilities, Capability, static choice => choice.Id),
        };
}

/// <summary>Asks for a capability no longer.</summary>
/// <param name="Id">Its id.</param>
internal sealed record RemoveCapability(string Id) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Capabilities = [.. blueprint.Capabilities.Where(choice => choice.Id != Id)],
        };
}

/// <summary>Adds or replaces a role.</summary>
/// <param name="Role">The role.</param>
internal sealed record UpsertRole(Role Role) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Roles = Upsert(blueprint.Roles, Role, static role => role.Id),
        };
}

/// <summary>Adds or replaces an enum.</summary>
/// <param name="Enum">The enum.</param>
internal sealed record UpsertEnumType(EnumType Enum) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Enums = Upsert(blueprint.Enums, Enum, static type => type.Id),
        };
}

/// <summary>Adds or replaces an entity with all its fields.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record UpsertEntity(Entity Entity) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Entities = Upsert(blueprint.Entities, Entity, static entity => entity.Id),
        };
}

/// <summary>Adds or replaces one field of an entity.</summary>
/// <param name="Entity">Id of the entity.</param>
/// <param name="Field">The field.</param>
internal sealed record UpsertField(string Entity, Field Field) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(entity =>
                    entity.Id == Entity ? entity with { Fields = Upsert(entity.Fields, Field, static field => field.Id) } : entity
                ),
            ],
        };
}

/// <summary>Adds or replaces a relation.</summary>
/// <param name="Relation">The relation.</param>
internal sealed record UpsertRelation(Relation Relation) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Relations = Upsert(blueprint.Relations, Relation, static relation => relation.Id),
        };
}

/// <summary>Adds or replaces an operation.</summary>
/// <param name="Operation">The operation.</param>
internal sealed record UpsertOperation(Operation Operation) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Operations = Upsert(blueprint.Operations, Operation, static operation => operation.Id),
        };
}

/// <summary>Adds or replaces an event.</summary>
/// <param name="Event">The event.</param>
internal sealed record UpsertEvent(DomainEvent Event) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Events = Upsert(blueprint.Events, Event, static raised => raised.Id),
        };
}

/// <summary>Adds or replaces a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
internal sealed record UpsertScenario(Scenario Scenario) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Scenarios = Upsert(blueprint.Scenarios, Scenario, static scenario => scenario.Id),
        };
}

/// <summary>
/// Removes whatever has an id: role, enum, entity, field, index, check, relation, operation, event or scenario. What refers to it must go in the
/// same edits.
/// </summary>
/// <param name="Id">The id.</param>
internal sealed record RemoveElement(string Id) : BlueprintEdit
{
    internal override Blueprint Apply(Blueprint blueprint) =>
        blueprint with
        {
            Roles = [.. blueprint.Roles.Where(role => role.Id != Id)],
            Enums = [.. blueprint.Enums.Where(type => type.Id != Id)],
            Entities =
            [
                .. blueprint
                    .Entities.Where(entity => entity.Id != Id)
                    .Select(entity =>
                        entity with
                        {
                            Fields = [.. entity.Fields.Where(field => field.Id != Id)],
                            Indexes = [.. entity.Indexes.Where(index => index.Id != Id)],
                            Checks = [.. entity.Checks.Where(check => check.Id != Id)],
                        }
                    ),
            ],
            Relations = [.. blueprint.Relations.Where(relation => relation.Id != Id)],
            Operations = [.. blueprint.Operations.Where(operation => operation.Id != Id)],
            Events = [.. blueprint.Events.Where(raised => raised.Id != Id)],
            Scenarios = [.. blueprint.Scenarios.Where(scenario => scenario.Id != Id)],
        };
}

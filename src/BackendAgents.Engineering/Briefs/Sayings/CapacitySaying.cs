using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>At most so many rows of a parent: 'a shift takes at most 12 volunteers', 'when a class is full nobody can book it'.</summary>
internal static class CapacitySaying
{
    private static readonly string[] s_capacities =
    [
        "capacity",
        "maxCapacity",
        "numberOfSeats",
        "seats",
        "numberOfPlaces",
        "places",
        "maxParticipants",
        "maxAttendees",
        "spots",
        "size",
    ];

    public static Declared? Declare(SayingModel model, Said said)
    {
        var parent = model.Entity(said["parent"]) ?? (said["parent"].Length == 0 ? Only(model) : null);
        if (parent is null)
            return said.Number("limit") > 0 ? OfAccounts(model, said) : null;
        var limit = said.Number("limit") is { } number
            ? number > 0
                ? number.ToString(CultureInfo.InvariantCulture)
                : null
            : parent.Fields.FirstOrDefault(static field => s_capacities.Contains(field.Name) && SayingModel.IsNumber(field))?.Name;
        if (limit is null || Child(model, said, parent) is not var (child, reference))
            return null;
        // What limits must be there.
        var capacity = parent.Fields.FirstOrDefault(field => field.Name == limit);
        if (capacity is { Required: false })
            model = new SayingModel(model.With(capacity, static field => field with { Required = true }, "field " + capacity.Id).Blueprint);
        var rule = new CapacityRule
        {
            Per = reference.Name,
            Limit = char.IsAsciiDigit(limit[0]) ? limit : $"{SayingModel.InExpression(reference.Name)}.{limit}",
            Where = model.Valid(child) ?? Open(child),
        };
        return model.With(child, new EntityRule { Capacity = rule, Problem = parent.Id + "-full" });
    }

    // 'A member cannot borrow more than ten books': loans of a member that are not over.
    private static Declared? OfAccounts(SayingModel model, Said said)
    {
        var between = model.Between(said["parent"], said["child"]).Select(static found => (found.Record, found.First)).ToList();
        // 'A member has at most five loans': the loans themselves are the member's.
        if (model.Entity(said["child"]) is { } own && model.Reference(own, said["parent"]) is { } direct)
            between = [(own, direct)];
        if (between is not [var (record, owner)])
            return null;
        var rule = new CapacityRule
        {
            Per = owner.Name,
            Limit = said.Number("limit")!.Value.ToString(CultureInfo.InvariantCulture),
            Where = model.Valid(record) ?? Open(record),
        };
        return model.With(record, new EntityRule { Capacity = rule, Problem = $"too-many-{Conventions.Kebab(said["child"])}" });
    }

    // What the sentence names, or the only record that belongs to the parent.
    private static (Entity, Relation)? Child(SayingModel model, Said said, Entity parent)
    {
        if (model.Entity(said["child"]) is { } named)
            return model.References(named).FirstOrDefault(relation => relation.From == parent.Id) is { } direct ? (named, direct) : Only();
        return Only();

        (Entity, Relation)? Only() =>
            model
                .Blueprint.Entities.SelectMany(entity => model.References(entity).Select(relation => (entity, relation)))
                .Where(pair => pair.relation.From == parent.Id && pair.entity.Owner.Count > 0 && pair.relation.Required)
                .Take(2)
                .ToList()
                is [var one]
                ? one
                : null;
    }

    private static Entity? Only(SayingModel model) =>
        model
            .Blueprint.Entities.Where(static entity => entity.Fields.Any(static field => s_capacities.Contains(field.Name)))
            .Take(2)
            .ToList()
            is [var one]
            ? one
            : null;

    // Where something has left, it takes no place.
    private static string? Open(Entity entity) =>
        entity.Fields.FirstOrDefault(static field =>
            field is { Required: false, Type: FieldType.Timestamp }
            && field.Name is "exitedAt" or "leftAt" or "returnedAt" or "checkedOutAt"
        )
            is { } end
            ? $"{end.Name} == null"
            : null;
}

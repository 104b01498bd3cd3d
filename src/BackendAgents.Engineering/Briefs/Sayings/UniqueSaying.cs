using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// No two rows alike: 'a seat cannot be reserved twice', 'each member has one vote per poll', 'only one offer is accepted'.
/// </summary>
internal static class UniqueSaying
{
    public static Declared? Declare(SayingModel model, Said said)
    {
        if (said["state"].Length > 0)
            return InState(model, said);
        if (said["field"].Length > 0)
            return Within(model, said);
        return said["who"].Length > 0 ? Once(model, said) : Taken(model, said);
    }

    // The rows that stand between: of reservations of seats none has the seat of another.
    private static Declared? Taken(SayingModel model, Said said)
    {
        if (model.Entity(said["thing"]) is not { } thing)
            return null;
        var records = model
            .Blueprint.Entities.Where(entity => IsRecord(entity.Id))
            .SelectMany(entity =>
                model.References(entity).Where(relation => relation.From == thing.Id).Select(relation => (entity, relation))
            )
            .ToList();
        if (records is not [var (record, reference)])
            return null;
        // What is booked from one day to another is free before and after.
        if (said["per"].Length == 0 && OverlapSaying.Rule(model, record, reference) is { } rule)
            return rule;
        var fields = new List<string> { reference.Name };
        if (said["per"].Length > 0)
        {
            if (model.Entity(said["per"]) is not { } per)
                return null;
            // A seat that belongs to a showtime is another for the next.
            if (!model.References(thing).Any(relation => relation.From == per.Id))
            {
                if (model.References(record).FirstOrDefault(relation => relation.From == per.Id) is not { } other)
                    return null;
                fields.Add(other.Name);
            }
        }

        return Rule(model, record, fields, model.Valid(record), thing.Id + "-taken");
    }

    // One row for each of two: a vote for each member and poll.
    private static Declared? Once(SayingModel model, Said said)
    {
        var between = model.Between(said["who"], said["thing"]).ToList();
        if (said["record"].Length > 0)
            between = between.FindAll(found => found.Record == model.Entity(said["record"]));
        else if (said["verb"].Length > 0 && between.Count > 1 && Vocabulary.Instance.Makes.TryGetValue(said["verb"], out var made))
            between = between.FindAll(found => found.Record.Id == Conventions.Kebab(made));
        return between is [var (record, first, second)]
            ? Rule(model, record, [second.Name, first.Name], model.Valid(record), $"{record.Id}-exists")
            : null;
    }

    // A value that is unique among the rows of one parent.
    private static Declared? Within(SayingModel model, Said said)
    {
        var found = (
            from entity in model.Blueprint.Entities
            where said["record"].Length == 0 || entity == model.Entity(said["record"])
            where model.Entity(said["per"]) is { } per && per != entity
            let reference = model.Reference(entity, said["per"])
            where reference is not null
            from field in Named(entity, said["field"])
            select (entity, reference, field)
        )
            .Take(2)
            .ToList();
        if (found is not [var (record, parent, value)])
            return null;
        // Among all rows would be more than was asked for.
        var shared = model.With(value, static field => field with { Unique = false }, "field " + value.Id).Blueprint;
        var changed = shared.Entities.First(entity => entity.Id == record.Id);
        var rule = Rule(new SayingModel(shared), changed, [parent.Name, value.Name], null, $"{Conventions.Kebab(value.Name)}-taken");
        return rule with { Elements = [.. rule.Elements, "field " + value.Id] };
    }

    // 'Position' of lessons; 'lesson positions', too.
    private static IEnumerable<Field> Named(Entity entity, string words)
    {
        var parts = words.Split(' ');
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        var plain = string.Join(' ', parts);
        var phrase = Conventions.Phrase(entity.Name).ToLowerInvariant() + " ";
        var own = plain.StartsWith(phrase, StringComparison.Ordinal) ? plain[phrase.Length..] : plain;
        return entity.Fields.Where(field => field.Name == Conventions.Camel(own));
    }

    // At most one row in a state for each parent.
    private static Declared? InState(SayingModel model, Said said)
    {
        if (
            model.Entity(said["record"]) is not { } record
            || model.Reference(record, said["per"]) is not { } reference
            || SayingModel.State(record) is not { } state
            || !model.Values(state).Contains(Conventions.Camel(said["state"]))
        )
            return null;
        var value = Conventions.Camel(said["state"]);
        return Rule(model, record, [reference.Name], $"{state.Name} == \"{value}\"", $"{Conventions.Kebab(value)}-already");
    }

    // An index over the same would say the same less kindly, and of cancelled rows too.
    private static Declared Rule(SayingModel model, Entity entity, IReadOnlyList<string> fields, string? where, string problem)
    {
        var declared = model.With(
            entity,
            new EntityRule
            {
                Unique = new UniqueRule { Fields = fields, Where = where },
                Problem = problem,
            }
        );
        return declared with
        {
            Blueprint = declared.Blueprint with
            {
                Entities =
                [
                    .. declared.Blueprint.Entities.Select(other =>
                        other.Id == entity.Id
                            ? other with
                            {
                                Indexes = [.. other.Indexes.Where(index => index.Id != $"{entity.Id}-once")],
                            }
                            : other
                    ),
                ],
            },
        };
    }

    private static bool IsRecord(string entity) =>
        KnowledgeBase.Instance.Entity(entity.Replace('-', ' ')) is { Transactional: true }
        || Vocabulary.Instance.Makes.Values.Contains(entity);
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Briefs.Knowledge;
using Microsoft.CodeAnalysis.CSharp;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Finds in a blueprint what words of a sentence name, and changes it.</summary>
internal sealed class SayingModel(Blueprint blueprint)
{
    public Blueprint Blueprint => blueprint;

    /// <summary>The account that logs in; null where nobody does.</summary>
    public Entity? Account => blueprint.Entities.FirstOrDefault(entity => entity.Id == blueprint.Authentication.Account);

    /// <summary>The entity of a noun; where it has none of its own, the only one whose name ends with it.</summary>
    public Entity? Entity(string words)
    {
        if (words.Length == 0)
            return null;
        var parts = words.Split(' ');
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        var noun = Naming.Name(parts);
        var plain = string.Join(' ', parts);
        Entity? Named(string name) => blueprint.Entities.FirstOrDefault(entity => entity.Id.Replace('-', ' ') == name);
        return Named(noun) ?? Named(plain) ?? Ends(" " + plain) ?? (parts.Length > 1 ? Entity(parts[^1]) : null);
    }

    private Entity? Ends(string tail) =>
        blueprint.Entities.Where(entity => entity.Id.Replace('-', ' ').EndsWith(tail, StringComparison.Ordinal)).Take(2).ToList()
            is [var one]
            ? one
            : null;

    /// <summary>The id of the role of a noun, or what stands for everybody who logs in; null where there is none.</summary>
    public string? Role(string words)
    {
        var parts = words.Split(' ');
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        var id = string.Join('-', parts);
        if (blueprint.Roles.Any(role => role.Id == id))
            return id;
        return KnowledgeBase.Instance.Person(string.Join(' ', parts)) switch
        {
            PersonKind.Admin when blueprint.Roles.Any(static role => role.Id == "admin") => "admin",
            PersonKind.Account when blueprint.Roles.Count > 0 => Blueprints.Role.Authenticated,
            _ => parts.Length > 1 ? Role(parts[^1]) : null,
        };
    }

    /// <summary>Whether all of those who are said to do something may call an operation; nobody in particular may.</summary>
    public bool MayCall(Operation operation, string who) =>
        who.Split([",", " and ", " or "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(person =>
                operation.Access.Any(static rule => rule.Role == Blueprints.Role.Anonymous)
                || Role(person) is { } role && operation.Access.Any(rule => rule.Role == role || rule.Role == Blueprints.Role.Authenticated)
            );

    /// <summary>The references that rows of an entity have.</summary>
    public IEnumerable<Relation> References(Entity entity) =>
        blueprint.Relations.Where(relation => relation.To == entity.Id && relation.Kind != RelationKind.ManyToMany);

    /// <summary>The reference of an entity to what a noun names: another entity, or the account of a role.</summary>
    public Relation? Reference(Entity entity, string words)
    {
        var target = Entity(words);
        if (target is not null && References(entity).FirstOrDefault(relation => relation.From == target.Id) is { } direct)
            return direct;
        var accounts = References(entity).Where(relation => relation.From == Account?.Id).ToList();
        var noun = Conventions.Camel(Vocabulary.Instance.Singular(words));
        return accounts.Find(relation => relation.Name == noun)
            ?? (accounts is [var only] && IsSame(Vocabulary.Instance.Singular(words), Conventions.Phrase(only.Name)) ? only : null);
    }

    // Whoever a row belongs to may be called otherwise, but the passenger of a trip is not its driver.
    private static bool IsSame(string person, string other) =>
        KnowledgeBase.Instance.Person(person) switch
        {
            PersonKind.None => false,
            PersonKind.Staff => KnowledgeBase.Instance.Person(other.ToLowerInvariant()) != PersonKind.Public,
            _ => true,
        };

    /// <summary>The records that refer to both: of orders and products the items.</summary>
    public IEnumerable<(Entity Record, Relation First, Relation Second)> Between(string first, string second) =>
        from entity in blueprint.Entities
        let one = Reference(entity, first)
        let other = Reference(entity, second)
        where one is not null && other is not null && one != other
        select (entity, one, other);

    /// <summary>A field by the words that name it.</summary>
    public static Field? Field(Entity entity, string words)
    {
        var camel = Conventions.Camel(words);
        var known = FieldTypes.Find(words)?.Name;
        return entity.Fields.FirstOrDefault(field => field.Name == camel)
            ?? entity.Fields.FirstOrDefault(field => field.Name == known)
            ?? entity.Fields.FirstOrDefault(field => field.Name.EndsWith(Conventions.Pascal(words), StringComparison.Ordinal));
    }

    /// <summary>The beginning and the end of a row, as instants or days of the same type.</summary>
    public static (Field From, Field To)? Interval(Entity entity)
    {
        var times = entity.Fields.Where(static field => field.Type is FieldType.Timestamp or FieldType.Date).ToList();
        var from = times.Find(static field =>
            field.Name
                is "startsAt"
                    or "startDate"
                    or "startsOn"
                    or "startTime"
                    or "checkInDate"
                    or "checkIn"
                    or "from"
                    or "arrivalDate"
                    or "pickupDate"
        );
        var to = times.Find(field =>
            field.Type == from?.Type
            && field.Name
                is "endsAt"
                    or "endDate"
                    or "endsOn"
                    or "endTime"
                    or "checkOutDate"
                    or "checkOut"
                    or "to"
                    or "departureDate"
                    or "returnDate"
        );
        return from is not null && to is not null ? (from, to) : null;
    }

    public static Field? Start(Entity entity) =>
        entity.Fields.FirstOrDefault(static field =>
            field.Name is "startsAt" or "startTime" or "startDate" or "startsOn" or "occursAt" or "date" or "checkInDate"
        );

    /// <summary>The enum field by which a row has a state.</summary>
    public static Field? State(Entity entity) =>
        entity.Fields.FirstOrDefault(static field => field.Type == FieldType.Enum && field.Name is "status" or "state" or "stage");

    public IReadOnlyList<string> Values(Field field) => blueprint.Enums.FirstOrDefault(type => type.Id == field.Enum)?.Values ?? [];

    /// <summary>Condition of the rows that still count: what was cancelled, rejected or given back doesn't.</summary>
    /// <param name="entity">What the rows are of.</param>
    /// <param name="evenReturned">What was lent and given back counts in figures of what was lent.</param>
    public string? Valid(Entity entity, bool evenReturned = false)
    {
        if (State(entity) is not { } state)
            return null;
        var over = Values(state)
            .Where(value =>
                value is "cancelled" or "canceled" or "rejected" or "declined" or "withdrawn" || value is "returned" && !evenReturned
            )
            .ToList();
        return over.Count == 0 ? null : string.Join(" && ", over.Select(value => $"{state.Name} != \"{value}\""));
    }

    /// <summary>A name as expressions write it: a class is <c>@class</c> there.</summary>
    public static string InExpression(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    public static bool IsNumber(Field field) => FieldTraits.Of(field.Type).IsNumber;

    public Declared With(Entity entity, Func<Entity, Entity> change, params IReadOnlyList<string> elements) =>
        new(blueprint with { Entities = [.. blueprint.Entities.Select(other => other.Id == entity.Id ? change(other) : other)] }, elements);

    public Declared With(Entity entity, EntityRule rule)
    {
        // A rule of the same name, or one that says the same, is there already.
        if (entity.Rules.Any(other => other.Problem == rule.Problem))
            return new Declared(blueprint, $"rule {entity.Id}.{rule.Problem}");
        return With(entity, other => other with { Rules = [.. other.Rules, rule] }, $"rule {entity.Id}.{rule.Problem}");
    }

    public Declared With(Field field, Func<Field, Field> change, string element) =>
        new(
            blueprint with
            {
                Entities =
                [
                    .. blueprint.Entities.Select(entity =>
                        entity.Fields.Any(other => other.Id == field.Id)
                            ? entity with
                            {
                                Fields = [.. entity.Fields.Select(other => other.Id == field.Id ? change(other) : other)],
                            }
                            : entity
                    ),
                ],
            },
            element
        );

    /// <summary>Changes operations, and cites what about them does it: <c>guard</c>, <c>effect</c>.</summary>
    public Declared With(IReadOnlyList<Operation> operations, string what, Func<Operation, Operation> change) =>
        new(
            blueprint with
            {
                Operations = [.. blueprint.Operations.Select(other => operations.Contains(other) ? change(other) : other)],
            },
            [.. operations.SelectMany(operation => new[] { "operation " + operation.Id, $"{what} {operation.Id}" }).Distinct()]
        );

    public IReadOnlyList<Operation> Operations(Entity entity, params IReadOnlyList<OperationKind> kinds) =>
        [.. blueprint.Operations.Where(operation => operation.Entity == entity.Id && kinds.Contains(operation.Kind))];
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Gives each entity the operations that make sense for it.</summary>
internal sealed class OperationBuilder(Draft draft)
{
    private const int MaxName = 60;

    // Ids are unique over all kinds of elements: 'delete-user' may be a relation, too.
    private readonly HashSet<string> _taken = draft
        .Entities.Select(static entity => entity.Id)
        .Concat(draft.Relations.Select(static relation => relation.Id))
        .Concat(draft.Entities.SelectMany(static entity => entity.Fields.Select(field => Ids.Field(entity, field))))
        .ToHashSet(StringComparer.Ordinal);
    private readonly List<Operation> _operations = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Operation> Build()
    {
        foreach (var entity in draft.Entities)
        {
            Standard(entity);
            foreach (var action in ActionBuilder.For(draft, entity))
                Add(action.Operation, action.Sources);
        }

        foreach (var relation in draft.Relations.Where(static relation => relation.Kind == RelationKind.ManyToMany))
            Links(relation);
        return AccessCompletion.Complete(draft, _operations);
    }

    private void Standard(DraftEntity entity)
    {
        var access = new AccessBuilder(draft, entity);
        var name = entity.Name;
        var plural = Conventions.Pascal(Vocabulary.Plural(Conventions.Phrase(name)));
        var phrase = Conventions.Phrase(name);
        var account = entity.Noun == Draft.Account && !draft.NoAuthentication;
        bool Offered(string kind) => entity.Known is not { Operations.Count: > 0 } known || known.Operations.Contains(kind);
        var log = entity.Audience == "log";
        Add(
            Operation(
                "list" + plural,
                entity,
                OperationKind.List,
                account ? AccountAccess() : access.For(Deed.Read),
                $"Lists {Vocabulary.Plural(phrase)} a page at a time, newest first."
            ) with
            {
                Filters = Filters(entity),
                Search = Search(entity),
            },
            access.Sources(Deed.Read)
        );
        Add(
            Operation("get" + name, entity, OperationKind.Get, account ? AccountAccess() : access.For(Deed.Read), $"Reads one {phrase}."),
            access.Sources(Deed.Read)
        );
        if (!account && !log && Offered("create") && !access.Forbidden(Deed.Create))
            Add(
                Operation("create" + name, entity, OperationKind.Create, access.For(Deed.Create), $"Adds {Conventions.Article(phrase)}."),
                access.Sources(Deed.Create)
            );
        if (!log && Offered("update") && !access.Forbidden(Deed.Update) && Writable(entity))
            Add(
                Operation(
                    "update" + name,
                    entity,
                    OperationKind.Update,
                    account ? AccountAccess() : access.For(Deed.Update),
                    $"Replaces what may be changed of {Conventions.Article(phrase)}."
                ),
                access.Sources(Deed.Update)
            );
        if (!log && Offered("delete") && !access.Forbidden(Deed.Delete))
            Add(
                Operation(
                    "delete" + name,
                    entity,
                    OperationKind.Delete,
                    account ? AccountAccess() : access.For(Deed.Delete),
                    $"Removes {Conventions.Article(phrase)}."
                ),
                access.Sources(Deed.Delete)
            );
    }

    private static IReadOnlyList<AccessRule> AccountAccess() =>
        [new AccessRule { Role = Role.Authenticated, Scope = AccessScope.Own }, new AccessRule { Role = "admin" }];

    private bool Writable(DraftEntity entity) =>
        entity.Fields.Exists(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.WriteOnly)
        || draft.Relations.Exists(relation =>
            relation.To == entity.Noun
            && relation.Kind != RelationKind.ManyToMany
            && !(entity.Owner.Count == 1 && entity.Owner[0] == relation)
        );

    private List<string> Filters(DraftEntity entity) =>
        [
            .. entity
                .Fields.Where(static field => field.Type is FieldType.Enum or FieldType.Bool)
                .Select(field => Ids.Field(entity, field)),
            .. draft
                .Relations.Where(relation =>
                    relation.To == entity.Noun
                    && relation.Kind != RelationKind.ManyToMany
                    && !(entity.Owner.Count == 1 && entity.Owner[0] == relation && relation.Kind == RelationKind.OneToOne)
                )
                .Select(static relation => relation.Id),
        ];

    private static List<string> Search(DraftEntity entity) =>
        [
            .. entity
                .Fields.Where(static field =>
                    field.Type is FieldType.String or FieldType.Text
                    && field.Exposure == FieldExposure.ReadWrite
                    && (
                        field.Name
                            is "name"
                                or "title"
                                or "fullName"
                                or "displayName"
                                or "subject"
                                or "description"
                                or "body"
                                or "content"
                                or "firstName"
                                or "lastName"
                        || field.Name.EndsWith("Name", StringComparison.Ordinal)
                        || field.Name.EndsWith("umber", StringComparison.Ordinal)
                        || field.Name is "code" or "sku" or "isbn"
                    )
                )
                .Take(4)
                .Select(field => Ids.Field(entity, field)),
        ];

    private void Links(DraftRelation relation)
    {
        var (from, to) = (draft.Entity(relation.From)!, draft.Entity(relation.To)!);
        var inverse = Conventions.Pascal(relation.Inverse);
        var target = relation.Verb is not null
            ? relation.Verb == "follow" && from == to
                ? to.Name
                : to.Name
            : to.Name;
        IReadOnlyList<AccessRule> write,
            read;
        if (draft.NoAuthentication)
        {
            write = read = [new AccessRule { Role = Role.Anonymous }];
        }
        else if (relation.From == Draft.Account && relation.Verb is not null)
        {
            write = AccountAccess();
            read = [new AccessRule { Role = Role.Authenticated }];
        }
        else if (relation.From == Draft.Account)
        {
            write = [new AccessRule { Role = "admin" }];
            read = [new AccessRule { Role = Role.Authenticated }];
        }
        else
        {
            var access = new AccessBuilder(draft, from);
            write = access.For(Deed.Update);
            read = access.For(Deed.Read);
        }

        var self = from == to;
        var (link, unlink) = relation.Verb is { } verb
            ? (Conventions.Camel(verb) + target, "un" + Conventions.Camel(verb) + target)
            : (
                $"add{from.Name}{Conventions.Pascal(Conventions.Singular(relation.Inverse))}",
                $"remove{from.Name}{Conventions.Pascal(Conventions.Singular(relation.Inverse))}"
            );
        var phrase = Conventions.Phrase(to.Name);
        Add(
            Operation(link, from, OperationKind.Link, write, $"Connects {Conventions.Article(phrase)}.") with
            {
                Relation = relation.Id,
            },
            relation.Sources
        );
        Add(
            Operation(unlink, from, OperationKind.Unlink, write, $"Disconnects {Conventions.Article(phrase)}.") with
            {
                Relation = relation.Id,
            },
            relation.Sources
        );
        Add(
            Operation(
                $"list{from.Name}{inverse}",
                from,
                OperationKind.ListLinked,
                read,
                $"Lists the {Conventions.Phrase(relation.Inverse)} of {Conventions.Article(Conventions.Phrase(from.Name))}."
            ) with
            {
                Relation = relation.Id,
            },
            relation.Sources
        );
        if (relation.Verb is not null || to.Noun != Draft.Account)
        {
            var reverse =
                self || relation.Verb is not null ? read
                : draft.NoAuthentication ? read
                : Narrower(read, new AccessBuilder(draft, to).For(Deed.Read), from, to);
            Add(
                Operation(
                    $"list{to.Name}{Conventions.Pascal(relation.Name)}",
                    to,
                    OperationKind.ListLinked,
                    reverse,
                    $"Lists the {Conventions.Phrase(relation.Name)} of {Conventions.Article(Conventions.Phrase(to.Name))}."
                ) with
                {
                    Relation = relation.Id,
                    Reverse = true,
                },
                relation.Sources
            );
        }
    }

    // Rows on the other side are shown only to those who could list them all.
    private static List<AccessRule> Narrower(
        IReadOnlyList<AccessRule> from,
        IReadOnlyList<AccessRule> to,
        DraftEntity fromEntity,
        DraftEntity toEntity
    )
    {
        _ = fromEntity;
        var rules = from.Where(static rule => rule.Scope == AccessScope.Any).ToList();
        var open = to.Any(static rule => rule is { Role: Role.Anonymous });
        rules = open ? rules : rules.FindAll(rule => to.Any(other => other.Role == rule.Role && other.Scope == AccessScope.Any));
        _ = toEntity;
        return rules.Count > 0 ? rules : [new AccessRule { Role = "admin" }];
    }

    private static Operation Operation(
        string name,
        DraftEntity entity,
        OperationKind kind,
        IReadOnlyList<AccessRule> access,
        string description
    ) =>
        new()
        {
            Id = Conventions.Kebab(name),
            Name = name,
            Entity = entity.Id,
            Kind = kind,
            Access = access,
            Description = description,
        };

    private void Add(Operation operation, IEnumerable<int> sources)
    {
        if (operation.Name.Length > MaxName)
            operation = operation with { Name = operation.Name[..MaxName], Id = Conventions.Kebab(operation.Name[..MaxName]) };
        if (!_names.Add(operation.Name))
            return;
        if (_taken.Contains(operation.Id))
            operation = operation with { Id = operation.Id + "-operation" };
        _operations.Add(operation);
        foreach (var sentence in sources)
            draft.Note(sentence, "operation " + operation.Id);
    }
}

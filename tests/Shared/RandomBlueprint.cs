using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Tests.Shared;

/// <summary>
/// Valid blueprints that nobody thought of: every kind of field, relation and operation, in any mixture. The same seed, the same one.
/// </summary>
internal static class RandomBlueprint
{
    private static readonly string[] s_nouns = ["Parcel", "Depot", "Route", "Driver", "Invoice", "Signal", "Batch", "Permit"];
    private static readonly FieldType[] s_types = Enum.GetValues<FieldType>();

    /// <summary>The blueprint of a seed; the first valid one of up to 200 tries.</summary>
    public static Blueprint Of(int seed)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var made = new Maker(new Random((seed * 1_000) + attempt)).Make(seed);
            if (BlueprintValidator.Validate(made).Count == 0)
                return made;
        }

        throw new InvalidOperationException($"No valid blueprint came of seed {seed}.");
    }

    /// <summary>The same, divided into two or three services of which none needs rows of another in a transaction.</summary>
    public static Blueprint Divided(int seed)
    {
        var whole = Of(seed);
        var random = new Random(seed);
        string[] names = ["people", "first", "second"];
        // The account is of the first, and each other has an entity.
        var owner = new Dictionary<string, string>(StringComparer.Ordinal) { ["member"] = names[0] };
        var others = whole.Entities.Select(static entity => entity.Id).Where(static id => id != "member").ToList();
        for (var at = 0; at < others.Count; at++)
            owner[others[at]] = names[at == 0 ? 1 : random.Next(names.Length)];
        return whole with
        {
            Services =
            [
                .. names
                    .Select(name => new ServiceBoundary
                    {
                        Name = name,
                        Entities = [.. owner.Where(pair => pair.Value == name).Select(static pair => pair.Key)],
                    })
                    .Where(static service => service.Entities.Count > 0),
            ],
            Relations =
            [
                .. whole
                    .Relations.Where(relation => relation.Kind != RelationKind.ManyToMany || owner[relation.From] == owner[relation.To])
                    .Select(relation =>
                        owner[relation.From] == owner[relation.To] ? relation : relation with { OnDelete = DeleteBehavior.Restrict }
                    ),
            ],
        };
    }

    private sealed class Maker(Random random)
    {
        private readonly List<Relation> _relations = [];
        private readonly List<Entity> _entities = [];

        public Blueprint Make(int seed)
        {
            var account = new Entity
            {
                Id = "member",
                Name = "Member",
                Fields =
                [
                    new Field
                    {
                        Id = "member-email",
                        Name = "email",
                        Type = FieldType.Email,
                        Required = true,
                        Unique = true,
                        Personal = true,
                    },
                ],
            };
            var nouns = s_nouns.OrderBy(_ => random.Next()).Take(random.Next(2, 4)).ToList();
            _entities.AddRange(nouns.Select(Entity));
            for (var i = 0; i < _entities.Count; i++)
                Relate(i);
            var existing = random.Next(3) == 0;
            return new Blueprint
            {
                Service = new ServiceInfo { Name = $"random-{seed}", Title = $"Random {seed}" },
                Authentication = new Authentication
                {
                    Kind = AuthenticationKind.Jwt,
                    Account = "member",
                    Login = "member-email",
                    DefaultRole = "user",
                },
                Roles = [new Role { Id = "user", Name = "user" }, new Role { Id = "admin", Name = "admin" }],
                Enums =
                [
                    new EnumType
                    {
                        Id = "state",
                        Name = "State",
                        Values = ["new", "inProgress", "done"],
                    },
                ],
                Entities = [account, .. _entities],
                Relations = _relations,
                Operations = [.. _entities.SelectMany(entity => Operations(entity, existing))],
            };
        }

        private Entity Entity(string name) =>
            new()
            {
                Id = Conventions.Kebab(name),
                Name = name,
                Fields = [.. Enumerable.Range(0, random.Next(2, 6)).Select(at => Field(name, at))],
            };

        private Field Field(string entity, int at)
        {
            var type = s_types[random.Next(s_types.Length)];
            var required = random.Next(2) == 0;
            return new Field
            {
                Id = $"{Conventions.Kebab(entity)}-f{at}",
                Name = $"{Conventions.Camel(type.ToString())}Value{(char)('A' + at)}",
                Type = type,
                Required = required,
                MinLength = type == FieldType.String && random.Next(2) == 0 ? random.Next(1, 4) : null,
                MaxLength = type == FieldType.String ? random.Next(10, 200) : null,
                Min = type is FieldType.Int or FieldType.Money or FieldType.Decimal && random.Next(2) == 0 ? 0 : null,
                Max = type is FieldType.Int && random.Next(2) == 0 ? 10_000 : null,
                Enum = type == FieldType.Enum ? "state" : null,
                Default = type switch
                {
                    FieldType.Enum when random.Next(2) == 0 => "new",
                    FieldType.Bool when random.Next(2) == 0 => "false",
                    FieldType.Timestamp when random.Next(3) == 0 => "now",
                    _ => null,
                },
            };
        }

        // To one that came before it, so that required relations make no cycle; now and then to the account, which then owns the rows.
        private void Relate(int at)
        {
            var entity = _entities[at];
            if (random.Next(2) == 0)
            {
                Add(RelationKind.OneToMany, "member", entity.Id, "owner", Plural(entity), required: true, DeleteBehavior.Cascade);
                if (random.Next(2) == 0)
                    _entities[at] = entity with { Owner = [$"{entity.Id}-owner"] };
            }

            if (at == 0)
                return;
            var other = _entities[random.Next(at)];
            switch (random.Next(3))
            {
                case 0:
                    Add(
                        RelationKind.OneToMany,
                        other.Id,
                        entity.Id,
                        Conventions.Camel(other.Name),
                        Plural(entity),
                        required: true,
                        DeleteBehavior.Restrict
                    );
                    break;
                case 1:
                    Add(
                        RelationKind.OneToMany,
                        other.Id,
                        entity.Id,
                        Conventions.Camel(other.Name),
                        Plural(entity),
                        required: false,
                        DeleteBehavior.SetNull
                    );
                    break;
                default:
                    Add(
                        RelationKind.ManyToMany,
                        other.Id,
                        entity.Id,
                        Plural(other),
                        Plural(entity),
                        required: false,
                        DeleteBehavior.Cascade
                    );
                    break;
            }
        }

        private void Add(RelationKind kind, string from, string to, string name, string inverse, bool required, DeleteBehavior onDelete) =>
            _relations.Add(
                new Relation
                {
                    Id = $"{to}-{Conventions.Kebab(name)}",
                    Kind = kind,
                    From = from,
                    To = to,
                    Name = name,
                    Inverse = inverse,
                    Required = required,
                    OnDelete = onDelete,
                }
            );

        private IEnumerable<Operation> Operations(Entity entity, bool existing)
        {
            foreach (
                var kind in (OperationKind[])
                    [OperationKind.Create, OperationKind.Get, OperationKind.List, OperationKind.Update, OperationKind.Delete]
            )
            {
                if (kind == OperationKind.Create || random.Next(5) > 0)
                    yield return Operation(entity, kind) with
                    {
                        Filters = kind == OperationKind.List ? Filters(entity) : [],
                        Search = kind == OperationKind.List ? [.. entity.Fields.Where(IsSearchable).Select(static field => field.Id)] : [],
                        Sort =
                            kind == OperationKind.List ? [.. entity.Fields.Where(ListSort.CanBeBy).Select(static field => field.Id)] : [],
                        Path =
                            existing && kind == OperationKind.Get
                                ? $"/v2/{Conventions.Kebab(entity.Name)}/{{{Conventions.Camel(entity.Name)}Id}}"
                                : null,
                    };
            }

            if (entity.Fields.FirstOrDefault(static field => field.Type == FieldType.Enum) is { } state)
                yield return Operation(entity, OperationKind.Action) with
                {
                    Transition = new Transition
                    {
                        Field = state.Id,
                        From = ["new", "inProgress"],
                        To = "done",
                    },
                };
            foreach (
                var relation in _relations.Where(relation =>
                    relation.Kind == RelationKind.ManyToMany && (relation.From == entity.Id || relation.To == entity.Id)
                )
            )
            {
                foreach (var kind in (OperationKind[])[OperationKind.Link, OperationKind.Unlink, OperationKind.ListLinked])
                    yield return Operation(entity, kind) with
                    {
                        Relation = relation.Id,
                        Reverse = relation.To == entity.Id,
                    };
            }
        }

        private Operation Operation(Entity entity, OperationKind kind) =>
            new()
            {
                Id = $"{kind}-{entity.Id}".ToLowerInvariant(),
                Name = Conventions.Camel(kind.ToString()) + entity.Name,
                Entity = entity.Id,
                Kind = kind,
                Access = Access(entity, kind),
            };

        private AccessRule[] Access(Entity entity, OperationKind kind)
        {
            var own = entity.Owner.Count > 0 && random.Next(2) == 0;
            var reads = kind is OperationKind.Get or OperationKind.List or OperationKind.ListLinked;
            return own ? [new AccessRule { Role = "user", Scope = AccessScope.Own }, new AccessRule { Role = "admin" }]
                : reads && entity.Owner.Count == 0 && random.Next(4) == 0 ? [new AccessRule { Role = Role.Anonymous }]
                : random.Next(2) == 0 ? [new AccessRule { Role = Role.Authenticated }]
                : [new AccessRule { Role = "admin" }];
        }

        private string[] Filters(Entity entity) =>
            [
                .. entity
                    .Fields.Where(static field => field.Type is not (FieldType.Json or FieldType.Binary))
                    .Select(static field => field.Id),
                .. _relations
                    .Where(relation => relation.To == entity.Id && relation.Kind != RelationKind.ManyToMany)
                    .Select(static relation => relation.Id),
            ];

        private static bool IsSearchable(Field field) => field.Type is FieldType.String or FieldType.Text;

        private static string Plural(Entity entity) => Conventions.Camel(Conventions.Plural(entity));
    }
}

using System.Collections.Frozen;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Lookups over a blueprint in constant time. Immutable and thread-safe. Works on an invalid blueprint, too: what does not resolve
/// is null or empty, and of two elements with the same id the first counts.
/// </summary>
internal sealed class BlueprintIndex
{
    private readonly FrozenDictionary<string, Entity> _entities;
    private readonly FrozenDictionary<string, Entity> _entitiesByName;
    private readonly FrozenDictionary<string, (Entity Entity, Field Field)> _fields;
    private readonly FrozenDictionary<string, Relation> _relations;
    private readonly FrozenDictionary<string, Role> _roles;
    private readonly FrozenDictionary<string, Role> _rolesByName;
    private readonly FrozenDictionary<string, EnumType> _enums;
    private readonly FrozenDictionary<string, EnumType> _enumsByName;
    private readonly FrozenDictionary<string, Operation> _operations;
    private readonly FrozenDictionary<string, Operation> _operationsByName;
    private readonly ILookup<string, Relation> _asPrincipal;
    private readonly ILookup<string, Relation> _asDependent;
    private readonly ILookup<string, Relation> _asLinked;
    private readonly ILookup<string, Operation> _operationsOf;

    /// <summary>Indexes a blueprint. Linear in its size.</summary>
    public BlueprintIndex(Blueprint blueprint)
    {
        Blueprint = blueprint;
        _entities = First(blueprint.Entities, static entity => entity.Id);
        _entitiesByName = First(blueprint.Entities, static entity => entity.Name);
        _fields = First(
            blueprint
                .Entities.Concat(blueprint.Operations.Where(static operation => operation.Input.Count > 0).Select(CallTraits.Input))
                .SelectMany(static entity => entity.Fields.Select(field => (Entity: entity, Field: field))),
            static pair => pair.Field.Id
        );
        _relations = First(blueprint.Relations, static relation => relation.Id);
        _roles = First(blueprint.Roles, static role => role.Id);
        _rolesByName = First(blueprint.Roles, static role => role.Name);
        _enums = First(blueprint.Enums, static type => type.Id);
        _enumsByName = First(blueprint.Enums, static type => type.Name);
        _operations = First(blueprint.Operations, static operation => operation.Id);
        _operationsByName = First(blueprint.Operations, static operation => operation.Name);

        var owning = blueprint.Relations.Where(static relation => relation.Kind is not RelationKind.ManyToMany).ToList();
        _asPrincipal = owning.ToLookup(static relation => relation.From, StringComparer.Ordinal);
        _asDependent = owning.ToLookup(static relation => relation.To, StringComparer.Ordinal);
        _asLinked = blueprint
            .Relations.Where(static relation => relation.Kind is RelationKind.ManyToMany)
            .SelectMany(static relation =>
                relation.From == relation.To
                    ? new[] { (Side: relation.From, Relation: relation) }
                    : [(relation.From, relation), (relation.To, relation)]
            )
            .ToLookup(static pair => pair.Side, static pair => pair.Relation, StringComparer.Ordinal);
        _operationsOf = blueprint.Operations.ToLookup(static operation => operation.Entity, StringComparer.Ordinal);
    }

    /// <summary>What is indexed.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>The entity whose rows can log in, or null without authentication.</summary>
    public Entity? Account =>
        Blueprint.Authentication.Kind is AuthenticationKind.None ? null : EntityById(Blueprint.Authentication.Account);

    /// <summary>The account's field that identifies it at login, or null without authentication.</summary>
    public Field? LoginField => Blueprint.Authentication.Kind is AuthenticationKind.None ? null : FieldById(Blueprint.Authentication.Login);

    /// <summary>The role that a registration receives when it asks for none, or null.</summary>
    public Role? DefaultRole => RoleById(Blueprint.Authentication.DefaultRole);

    /// <summary>The privileged role that nobody can register for: admin by name, else the first such role.</summary>
    internal Role? Administrator =>
        RoleByName("admin")
        ?? Blueprint.Roles.FirstOrDefault(role => !role.SelfRegister && role.Id != Blueprint.Authentication.DefaultRole);

    /// <summary>The entity with an id, or null.</summary>
    public Entity? EntityById(string? id) => Get(_entities, id);

    /// <summary>The entity with a name (exact case), or null.</summary>
    public Entity? EntityByName(string? name) => Get(_entitiesByName, name);

    /// <summary>The field with an id, or null.</summary>
    public Field? FieldById(string? id) => id is not null && _fields.TryGetValue(id, out var pair) ? pair.Field : null;

    /// <summary>The entity that has the field with an id, or null.</summary>
    public Entity? EntityOfField(string? fieldId) => fieldId is not null && _fields.TryGetValue(fieldId, out var pair) ? pair.Entity : null;

    /// <summary>An entity's field by name (exact case), or null.</summary>
    public static Field? FieldByName(Entity entity, string name) => entity.Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The relation with an id, or null.</summary>
    public Relation? RelationById(string? id) => Get(_relations, id);

    /// <summary>One-to-one and one-to-many relations in which an entity is the principal (others refer to it).</summary>
    public IEnumerable<Relation> RelationsFrom(string entityId) => _asPrincipal[entityId];

    /// <summary>The reference of an entity that a name stands for, with or without the Id of its key; null when there is none.</summary>
    public Relation? Reference(string entity, string name) =>
        RelationsTo(entity).FirstOrDefault(relation => relation.Name == name || relation.Name + "Id" == name);

    /// <summary>One-to-one and one-to-many relations in which an entity is the dependent (it holds the foreign key).</summary>
    public IEnumerable<Relation> RelationsTo(string entityId) => _asDependent[entityId];

    /// <summary>Many-to-many relations in which an entity stands on either side.</summary>
    public IEnumerable<Relation> LinksOf(string entityId) => _asLinked[entityId];

    /// <summary>The role with an id, or null.</summary>
    public Role? RoleById(string? id) => Get(_roles, id);

    /// <summary>The role with a name (exact case), or null.</summary>
    public Role? RoleByName(string? name) => Get(_rolesByName, name);

    /// <summary>The enum with an id, or null.</summary>
    public EnumType? EnumById(string? id) => Get(_enums, id);

    /// <summary>The enum with a name (exact case), or null.</summary>
    public EnumType? EnumByName(string? name) => Get(_enumsByName, name);

    /// <summary>The operation with an id, or null.</summary>
    public Operation? OperationById(string? id) => Get(_operations, id);

    /// <summary>The operation with a name (exact case), or null.</summary>
    public Operation? OperationByName(string? name) => Get(_operationsByName, name);

    /// <summary>The operations of an entity, in the blueprint's order.</summary>
    public IEnumerable<Operation> OperationsOf(string entityId) => _operationsOf[entityId];

    /// <summary>The first operation of a kind on an entity, or null.</summary>
    public Operation? OperationOf(string entityId, OperationKind kind) =>
        _operationsOf[entityId].FirstOrDefault(operation => operation.Kind == kind);

    /// <summary>Whether an entity is the one whose rows log in.</summary>
    public bool IsAccount(Entity entity) => Account is { } account && account.Id == entity.Id;

    /// <summary>
    /// The relations from an entity to the account that owns its rows, nearest first; empty when nobody does or the path is broken.
    /// </summary>
    public IReadOnlyList<Relation> OwnerPath(Entity entity)
    {
        var path = new List<Relation>(entity.Owner.Count);
        foreach (var id in entity.Owner)
        {
            if (RelationById(id) is not { } relation)
                return [];
            path.Add(relation);
        }

        return path;
    }

    /// <summary>
    /// The one relation that leads straight to the owning account, or null when there is none or the path is longer. Its foreign key is
    /// set from the caller on create and is not part of any request.
    /// </summary>
    public Relation? OwnerRelation(Entity entity) => entity.Owner.Count == 1 ? RelationById(entity.Owner[0]) : null;

    private static FrozenDictionary<string, T> First<T>(IEnumerable<T> items, Func<T, string?> key)
    {
        var first = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (key(item) is { } id)
                first.TryAdd(id, item);
        }

        return first.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static T? Get<T>(FrozenDictionary<string, T> items, string? key)
        where T : class => key is null ? null : items.GetValueOrDefault(key);
}

using System.Collections.Frozen;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>How people and models write a part of a blueprint beside its documented form, where it can only mean one thing.</summary>
internal sealed record LooseShape
{
    private static readonly FrozenDictionary<Type, LooseShape> s_all = new Dictionary<Type, LooseShape>
    {
        [typeof(ServiceInfo)] = new() { Key = "name" },
        [typeof(Authentication)] = new()
        {
            Key = "kind",
            Other = Words("type=kind method=kind scheme=kind user=account userEntity=account accountEntity=account")
                .Concat(Words("loginField=login username=login identifier=login role=defaultRole registerRole=defaultRole")),
        },
        [typeof(LoginProvider)] = new()
        {
            Key = "name",
            Value = "issuer",
            Other = Words("provider=name authority=issuer url=issuer scope=scopes defaultRole=role"),
        },
        [typeof(Role)] = new() { Key = "name", Value = "description" },
        [typeof(EnumType)] = new()
        {
            Key = "name",
            Value = "values",
            Other = Words("options=values members=values items=values"),
        },
        [typeof(Entity)] = new()
        {
            Key = "name",
            Value = "description",
            Other = Words("attributes=fields columns=fields properties=fields tableName=table constraints=checks ownedBy=owner"),
        },
        [typeof(Field)] = new()
        {
            Key = "name",
            Value = "type",
            Other = Words("length=maxLength maxLen=maxLength size=maxLength minimum=min maximum=max regex=pattern")
                .Concat(Words("defaultValue=default enumType=enum enumName=enum values=enum options=enum notNull=required pii=personal")),
        },
        [typeof(Relation)] = new() { Key = "relation", Other = Words("type=kind cardinality=kind sentence=relation as=name") },
        [typeof(Operation)] = new()
        {
            Key = "name",
            Value = "kind",
            Other = Words("type=kind verb=method httpMethod=method resource=entity on=entity route=path url=path endpoint=path")
                .Concat(Words("roles=access allow=access allowed=access allowedRoles=access permissions=access authorize=access"))
                .Concat(Words("filter=filters filterBy=filters searchable=search searchBy=search sortBy=sort sortable=sort orderBy=order")),
        },
        [typeof(AccessRule)] = new()
        {
            Key = "role",
            Value = "scope",
            Other = Words("name=role who=role rows=scope"),
        },
        [typeof(EntityIndex)] = new() { Key = "columns", Other = Words("fields=columns on=columns") },
        [typeof(CheckConstraint)] = new() { Key = "check", Other = Words("op=operator condition=check expression=check rule=check") },
        [typeof(ServiceBoundary)] = new()
        {
            Key = "name",
            Value = "entities",
            Other = Words("owns=entities models=entities"),
        },
        [typeof(DomainEvent)] = new()
        {
            Key = "name",
            Value = "operation",
            Other = Words("raisedBy=operation trigger=operation about=entity of=entity data=payload values=payload orderedBy=key"),
        },
        [typeof(Subscription)] = new()
        {
            Key = "name",
            Other = Words("on=event onEvent=event when=event topic=event rows=forEach entity=forEach in=forEach condition=where if=where")
                .Concat(Words("do=effects")),
        },
        [typeof(Provider)] = new()
        {
            Key = "name",
            Other = Words("about=entity of=entity on=entity address=url key=secret timeout=timeoutSeconds asks=request send=request")
                .Concat(Words("sends=request body=request response=answer answers=answer then=answered settledBy=settle")),
        },
        [typeof(Notification)] = new()
        {
            Key = "name",
            Other = Words("about=entity of=entity on=entity recipient=to email=to title=subject text=body message=body content=body"),
        },
        [typeof(Job)] = new()
        {
            Key = "name",
            Other = Words("every=schedule cron=schedule at=schedule when=schedule zone=timeZone rows=forEach entity=forEach in=forEach")
                .Concat(Words("condition=where if=where do=effects delete=remove timezone=timeZone")),
        },
        [typeof(Effect)] = new()
        {
            Other = Words("send=notify notification=notify email=notify event=publish raise=publish emit=publish announce=publish")
                .Concat(Words("ask=call provider=call")),
        },
        [typeof(Requirement)] = new() { Key = "text" },
        [typeof(Targets)] = new()
        {
            Other = Words("rps=requestsPerSecond latencyMs=latencyP95Milliseconds latencyP95Ms=latencyP95Milliseconds")
                .Concat(Words("p95Ms=latencyP95Milliseconds users=concurrentUsers availability=availabilityPercent")),
        },
        [typeof(Blueprint)] = new()
        {
            Other = Words("auth=authentication models=entities resources=entities relationships=relations microservices=services")
                .Concat(Words("endpoints=operations api=operations")),
        },
    }.ToFrozenDictionary();

    private static readonly LooseShape s_none = new();

    private static readonly FrozenDictionary<Type, FrozenDictionary<string, string>> s_values = new Dictionary<
        Type,
        IEnumerable<KeyValuePair<string, string>>
    >
    {
        [typeof(OperationKind)] = Words(
                "read=get retrieve=get show=get fetch=get index=list browse=list add=create insert=create post=create"
            )
            .Concat(Words("edit=update put=update patch=update modify=update replace=update remove=delete destroy=delete")),
        [typeof(RelationKind)] = Words(
                "1:n=one-to-many 1-n=one-to-many hasMany=one-to-many n:m=many-to-many m:n=many-to-many 1:1=one-to-one"
            )
            .Concat(Words("1-1=one-to-one hasOne=one-to-one manyMany=many-to-many")),
        [typeof(DeleteBehavior)] = Words("noAction=restrict deny=restrict nullify=set-null setDefault=restrict delete=cascade"),
        [typeof(Comparison)] =
        [
            new("=", "equal"),
            new("==", "equal"),
            new("!=", "not-equal"),
            new("<>", "not-equal"),
            new("<", "less"),
            new("<=", "less-or-equal"),
            new(">", "greater"),
            new(">=", "greater-or-equal"),
        ],
        [typeof(AccessScope)] = Words("all=any every=any mine=own self=own owner=own"),
        [typeof(AuthenticationKind)] = Words("bearer=jwt token=jwt oauth2=jwt anonymous=none"),
        [typeof(RowChange)] = Words(
            "create=created insert=created inserted=created update=updated changed=updated delete=deleted removed=deleted"
        ),
        [typeof(FieldExposure)] = Words("hidden=internal private=internal secret=write-only"),
    }.ToFrozenDictionary(
        static pair => pair.Key,
        static pair => pair.Value.ToFrozenDictionary(static word => word.Key, static word => word.Value, StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>The key that a lone text, or the key of a mapping by names, stands for; null for none.</summary>
    public string? Key { get; private init; }

    /// <summary>The key that the value of such a mapping stands for when it is one text or a list; null for none.</summary>
    public string? Value { get; private init; }

    private IEnumerable<KeyValuePair<string, string>> Other { get; init; } = [];

    private FrozenDictionary<string, string>? _keys;

    /// <summary>The shape of a record.</summary>
    public static LooseShape Of(Type record) => s_all.GetValueOrDefault(record) ?? s_none;

    /// <summary>The documented key that another word stands for; null when it stands for none.</summary>
    public string? Documented(string word) =>
        (_keys ??= Other.ToFrozenDictionary(static pair => YamlMaps.Squash(pair.Key), static pair => pair.Value)).GetValueOrDefault(
            YamlMaps.Squash(word)
        );

    /// <summary>The documented value that another word stands for; null when it stands for none.</summary>
    public static string? Documented(Type values, string word)
    {
        if (s_values.GetValueOrDefault(values)?.GetValueOrDefault(word.Trim()) is { } meant)
            return meant;
        if (!word.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' '))
            return null;
        return Enum.GetValues(values)
            .Cast<Enum>()
            .Select(YamlNames.Of)
            .FirstOrDefault(known => YamlMaps.Squash(known) == YamlMaps.Squash(word))
            ?? s_values.GetValueOrDefault(values)?.GetValueOrDefault(YamlMaps.Squash(word));
    }

    // 'a=b c=d' as pairs; the last '=' divides.
    private static IEnumerable<KeyValuePair<string, string>> Words(string pairs) =>
        pairs
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(static pair => pair.Contains('=', StringComparison.Ordinal))
            .Select(static pair => KeyValuePair.Create(pair[..pair.LastIndexOf('=')], pair[(pair.LastIndexOf('=') + 1)..]));
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;
using BackendAgents.Engineering.Planning;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>A blueprint as the service's code sees it: its names in C#, with contract and tables at hand.</summary>
internal sealed class ServiceModel
{
    // Types that generated code uses by their short names, so an entity may not hide them.
    private static readonly HashSet<string> s_taken = new(StringComparer.Ordinal)
    {
        "Task",
        "Guid",
        "Row",
        "Caller",
        "Scope",
        "AccessTable",
        "AppDb",
        "Problems",
        "ETags",
        "Paging",
        "Validation",
        "DateTimeOffset",
        "DateOnly",
        "TimeOnly",
        "RefreshToken",
        "TokenService",
        "TokenResponse",
        "LoginRequest",
        "RegisterRequest",
        "RefreshRequest",
        "SigningKey",
        "PasswordService",
        "Limits",
        "Results",
        "TypedResults",
        "HttpContext",
        "CancellationToken",
        "IResult",
        "Work",
        "Hooks",
        "Refusal",
        "Answer",
        "Transactions",
        "Regex",
        "EF",
        "FromHeader",
        "FromQuery",
        "Type",
        "Enum",
        "Math",
        "String",
        "Object",
        "Exception",
        "Environment",
        "Console",
        "Convert",
        "Program",
        "Required",
        "StatusCodes",
        "Uri",
        "JsonElement",
        "Func",
        "Action",
        "Attribute",
        "Thread",
        "Timer",
        "Path",
        "File",
        "Directory",
        "Lock",
        "Random",
        "Version",
        "Range",
        "Index",
        "Monitor",
        "List",
        "Dictionary",
        "Stream",
        "Queryable",
        "Sample",
        "TestHost",
        "TestedEndpoint",
        "EndpointTests",
        "ListingTests",
        "Samples",
        "EnumText",
        "UtcTicks",
        "Event",
        "Delegate",
        "Nullable",
        "Buffer",
        "Half",
        "Char",
        "Byte",
        "Double",
        "Decimal",
        "Single",
        "Boolean",
        "Array",
        "Tuple",
        "Lazy",
        "Activator",
        "Progress",
        "Options",
        "Endpoint",
        "Route",
        "Cookie",
        "Session",
        "WebApplication",
        "Host",
        "Parallel",
        "Claim",
        "ClaimsIdentity",
        "Encoding",
        "CultureInfo",
        "DateTime",
        "TimeSpan",
        "TimeProvider",
        "HttpClient",
        "SigningCredentials",
        "SecurityAlgorithms",
        "Assert",
        "Is",
        "Has",
        "StringComparer",
        "StringComparison",
        "JsonContent",
        "StringContent",
        "ValueTask",
        "Npgsql",
        "DbContext",
        "DbSet",
        "Expression",
        "Enumerable",
        "Barrier",
        "Volatile",
        "Interlocked",
        "Semaphore",
        "Mutex",
        "JsonSerializer",
        "Base64Url",
        "Features",
        "Infrastructure",
        "AuthRules",
        "ServiceInfo",
        "FirstAdmin",
        "TestClients",
        "Acceptance",
        "Outbox",
        "OutboxMessage",
        "Mail",
        "ScheduledJob",
        "ScheduledRun",
        "JobScheduler",
        "JobResult",
        "JobList",
        "Notify",
        "Publish",
        "EventEnvelope",
        "EventSubscription",
        "SubscriptionList",
        "IFileStore",
        "FileRules",
        "FileAnswers",
        "ReceivedFile",
        "FileColumn",
    };

    private readonly HashSet<string> _properties;

    public ServiceModel(ServicePlan plan)
    {
        Plan = plan;
        var blueprint = plan.Blueprint;
        _properties = blueprint.Entities.SelectMany(static entity => entity.Fields).Select(Property).ToHashSet(StringComparer.Ordinal);
        HasAuthentication = blueprint.Authentication.Kind == AuthenticationKind.Jwt && Index.Account is not null;
        KeepsAccounts = HasAuthentication && Index.LoginField is not null;
    }

    public ServicePlan Plan { get; }

    public Blueprint Blueprint => Plan.Blueprint;

    public BlueprintIndex Index => Plan.Index;

    public RelationalModel Storage => Plan.Storage;

    public string Namespace => Plan.ProjectName;

    public bool HasAuthentication { get; }

    /// <summary>Whether accounts register and log in here; else another service does that, and here are copies.</summary>
    public bool KeepsAccounts { get; }

    /// <summary>The endpoints of an entity's operations, in the contract's order.</summary>
    public IEnumerable<HttpEndpoint> EndpointsOf(Entity entity) =>
        Plan.Contract.Endpoints.Where(endpoint => endpoint.Operation is not null && endpoint.Entity?.Id == entity.Id);

    /// <summary>The account entity; only when there is authentication.</summary>
    public Entity Account => Index.Account!;

    public Field Login => Index.LoginField!;

    /// <summary>Class of an entity.</summary>
    public static string Class(Entity entity) => s_taken.Contains(entity.Name) ? entity.Name + "Item" : entity.Name;

    /// <summary>Property of the database context, and folder, of an entity.</summary>
    public static string Set(Entity entity) =>
        Conventions.Plural(entity) is var plural && plural == Class(entity) ? plural + "Rows" : plural;

    /// <summary>Folder of an entity's files.</summary>
    public static string Folder(Entity entity) => Conventions.Plural(entity);

    public string SourceFolder => $"src/{Namespace}";

    public string TestFolder => $"tests/{Namespace}.Tests";

    /// <summary>Whether a row has a property of this name.</summary>
    public bool IsProperty(string name) => _properties.Contains(name);

    public static string Property(Field field) => Conventions.Pascal(field.Name);

    public static string Property(Relation relation) => Conventions.Pascal(relation.Name);

    public static string Key(Relation relation) => Property(relation) + "Id";

    public static string Enum(EnumType type) => s_taken.Contains(type.Name) ? type.Name + "Value" : type.Name;

    public static string Member(string value) => Conventions.Pascal(value);

    /// <summary>Class of the rows of a many-to-many relation.</summary>
    public string LinkClass(Relation relation) => Class(Index.EntityById(relation.From)!) + Conventions.Pascal(relation.Inverse) + "Link";

    /// <summary>C# type of a field's value in a row, without the mark of nullability.</summary>
    public string RowType(Field field) => FieldCode.Of(field).RowType(this, field);

    /// <summary>C# type of a field's value in a request or response.</summary>
    public string WireType(Field field) => FieldCode.Of(field).WireType(this, field);

    public static bool IsReference(Field field) => FieldCode.Of(field).IsReference;

    /// <summary>A value in the API's notation as a C# expression of the field's row type.</summary>
    public string Value(Field field, string value) => FieldCode.Of(field).Value(this, field, value);

    /// <summary>The same inside a handler, where <c>now</c> is what the service's clock says.</summary>
    public string ValueInHandler(Field field, string value) =>
        (field.Type, value) switch
        {
            (FieldType.Timestamp, "now") => "db.Now",
            (FieldType.Date, "now") => "DateOnly.FromDateTime(db.Now.UtcDateTime)",
            (FieldType.Time, "now") => "TimeOnly.FromDateTime(db.Now.UtcDateTime)",
            _ => Value(field, value),
        };

    /// <summary>The one relation by which an account owns rows directly: set from the caller, never from a request.</summary>
    public Relation? DirectOwner(Entity entity) => HasAuthentication ? Index.OwnerRelation(entity) : null;

    /// <summary>Whether rows have an owner: by a path, or because they are accounts.</summary>
    public bool IsOwned(Entity entity) => HasAuthentication && (entity.Owner.Count > 0 || Index.IsAccount(entity));

    /// <summary>Expression over <c>row</c> that is true for rows of the account in <c>account</c>.</summary>
    public string OwnedBy(Entity entity, string account) => "row => row." + OwnerKey(entity) + " == " + account;

    /// <summary>Path from a row to its owner's id: <c>Patient!.UserId</c>.</summary>
    public string OwnerKey(Entity entity)
    {
        if (Index.IsAccount(entity))
            return "Id";
        var path = Index.OwnerPath(entity);
        return string.Concat(path.SkipLast(1).Select(static relation => Property(relation) + "!.")) + Key(path[^1]);
    }

    /// <summary>
    /// The same path from the parent of a row that is owned through it, whether or not the parent has an owner path of its own.
    /// </summary>
    public string ParentOwnerKey(Entity entity)
    {
        var path = Index.OwnerPath(entity).Skip(1).ToList();
        return string.Concat(path.SkipLast(1).Select(static relation => Property(relation) + "!.")) + Key(path[^1]);
    }

    /// <summary>A generated C# file.</summary>
    public static string Header(string purpose) =>
        $"// Generated from backend.yaml: {CSharp.Comment(purpose)} Change the blueprint, not this file.\n#nullable enable\n\n";
}

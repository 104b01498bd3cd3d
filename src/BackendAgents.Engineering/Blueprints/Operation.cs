using System.Text.Json.Serialization;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Reports;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Something that callers can do to an entity, and which of them may.</summary>
public sealed record Operation
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Camel-case verb and noun, unique; OpenAPI's operationId: <c>createPost</c>, <c>cancelOrder</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the entity.</summary>
    public required string Entity { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>
    /// HTTP method, where an existing interface asks for another than the usual one: a list is GET, a create POST or PUT, an update PUT or
    /// POST, a delete DELETE or POST, an action POST, PUT, PATCH or DELETE.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>
    /// Path from the root, where an existing interface asks for another than the usual one: <c>/v2/articles/{articleId}/publish</c>. It has
    /// as many parameters as the usual path: none for collections, one for a row, two for links.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Who may call it; an empty list is nobody. The widest matching rule counts.</summary>
    public IReadOnlyList<AccessRule> Access { get; init; } = [];

    /// <summary>
    /// For lists: ids of fields and relations that callers can filter by, as query parameters of the same name (<c>status</c>,
    /// <c>postId</c>).
    /// </summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>For lists: ids of text fields that the <c>q</c> parameter searches for words, by their beginnings, in any case.</summary>
    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>
    /// For lists: ids of required fields, <c>createdAt</c> or <c>updatedAt</c>, that callers can sort by with the <c>sort</c> parameter:
    /// <c>price</c>, or <c>-price</c> for greatest first.
    /// </summary>
    [JsonInclude]
    internal IReadOnlyList<string> Sort { get; init; } = [];

    /// <summary>For lists: the order that callers get who choose none, one of those of sort; newest first when empty.</summary>
    [JsonInclude]
    internal string Order { get; init; } = "";

    /// <summary>For link, unlink and linked lists: id of the many-to-many relation.</summary>
    public string? Relation { get; init; }

    /// <summary>
    /// For operations on links: begin at the relation's To side, by its Name (followers) instead of its Inverse (following).
    /// </summary>
    public bool Reverse { get; init; }

    /// <summary>For actions: what changes.</summary>
    public Transition? Transition { get; init; }

    /// <summary>For creations, updates and calls with a body: what is read of other services before it begins, three at most.</summary>
    [JsonInclude]
    internal IReadOnlyList<Ask> Asks { get; init; } = [];

    /// <summary>Conditions without which it is refused, in order.</summary>
    internal IReadOnlyList<Guard> Guards { get; init; } = [];

    /// <summary>What it does beside its own change, in order and in the same transaction.</summary>
    internal IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>What it does, for the documentation.</summary>
    public string Description { get; init; } = "";

    /// <summary>For calls: what callers send, as a JSON body, or in the query of GET and DELETE. Fields like those of an entity.</summary>
    [JsonInclude]
    internal IReadOnlyList<Field> Input { get; init; } = [];

    /// <summary>For calls: values that the answer shows; the row itself when there is none.</summary>
    [JsonInclude]
    internal IReadOnlyList<OutputValue> Output { get; init; } = [];

    /// <summary>For calls: status of the success. By default 200 with a body, 204 without, 302 with a location.</summary>
    [JsonInclude]
    internal int? Status { get; init; }

    /// <summary>For calls: name of a url field of the row to which callers are sent on.</summary>
    [JsonInclude]
    internal string? Location { get; init; }

    /// <summary>For calls: where what it does is said.</summary>
    [JsonInclude]
    internal OperationHandler Handler { get; init; }

    /// <summary>Whether programs may call it by an API key of an account that may (see authentication.apiKeys).</summary>
    [JsonInclude]
    internal bool ApiKeys { get; init; }

    /// <summary>For calls that another system makes when something has happened there: how it signs them.</summary>
    [JsonInclude]
    internal IncomingWebhook? Webhook { get; init; }

    /// <summary>How often one caller may call it, beside the limits of the whole service.</summary>
    [JsonInclude]
    internal IReadOnlyList<CallLimit> Limits { get; init; } = [];

    /// <summary>
    /// For creations, actions and calls: whether a call that is sent again with the same Idempotency-Key is done once and answered the
    /// same.
    /// </summary>
    [JsonInclude]
    internal bool Idempotent { get; init; }

    /// <summary>For uploads, downloads and removals: id of the file field; may be left out where the entity has one.</summary>
    [JsonInclude]
    internal string? File { get; init; }

    /// <summary>For reports: which figures, over which rows, in which groups.</summary>
    [JsonInclude]
    internal Report? Report { get; init; }
}

/// <summary>A change of one field's value by an action, from some values to another.</summary>
public sealed record Transition
{
    /// <summary>Id of the field, of type enum, bool or timestamp, that changes.</summary>
    public required string Field { get; init; }

    /// <summary>Values from which it may change; any when empty. A call in another state answers 409.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The value after it, in the API's notation; <c>now</c> for timestamps.</summary>
    public required string To { get; init; }
}

/// <summary>What an operation does. <see cref="Conventions"/> gives method, path and status codes of each.</summary>
public enum OperationKind
{
    /// <summary>Adds a row.</summary>
    Create,

    /// <summary>Reads one row.</summary>
    Get,

    /// <summary>Reads rows a page at a time.</summary>
    List,

    /// <summary>Replaces the writable fields of a row.</summary>
    Update,

    /// <summary>Removes a row.</summary>
    Delete,

    /// <summary>Changes the state of a row by a <see cref="Transition"/>.</summary>
    Action,

    /// <summary>Connects two rows of a many-to-many relation.</summary>
    Link,

    /// <summary>Disconnects two rows of a many-to-many relation.</summary>
    Unlink,

    /// <summary>Reads the rows connected to one row by a many-to-many relation.</summary>
    ListLinked,

    /// <summary>Anything else: its own input and answer, on one row or on none.</summary>
    Call,

    /// <summary>Figures over rows, in groups: sums and counts, by values and times.</summary>
    Report,

    /// <summary>Stores the file of a row, in the place of the one before.</summary>
    Upload,

    /// <summary>Sends the file of a row, or a part of it.</summary>
    Download,

    /// <summary>Removes the file of a row.</summary>
    RemoveFile,
}

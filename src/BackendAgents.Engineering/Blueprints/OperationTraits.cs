namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// What every operation of a kind has in common. Validation, the contract and the rules read it here, so a kind is described once; the
/// code
/// of a kind is a class in <c>Emitters/AspNetCore/Operations</c>.
/// </summary>
internal sealed record OperationTraits
{
    private static readonly Dictionary<OperationKind, OperationTraits> s_all = new OperationTraits[]
    {
        new()
        {
            Kind = OperationKind.Create,
            Methods = ["POST", "PUT"],
            Path = "",
            Summary = "Create {an entity}",
            Description = "Adds {an entity}.",
            Success = 201,
            SuccessText = "Created.",
            Answer = OperationAnswer.Resource,
            Headers = ["ETag", "Location"],
            Problems = [400, 409],
            Body = "Input",
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.Get,
            Methods = ["GET"],
            Path = "/{id}",
            Summary = "Read {an entity}",
            Description = "Shows one {entity}.",
            SuccessText = "Found.",
            Answer = OperationAnswer.Resource,
            Headers = ["ETag"],
            Problems = [404],
        },
        new()
        {
            Kind = OperationKind.List,
            Methods = ["GET"],
            Path = "",
            Summary = "List {entities}",
            Description = "Lists {entities} a page at a time, {order}.",
            SuccessText = "A page.",
            Answer = OperationAnswer.Page,
            Problems = [400],
            HasFilters = true,
        },
        new()
        {
            Kind = OperationKind.Update,
            Methods = ["PUT", "POST"],
            Path = "/{id}",
            Summary = "Replace {an entity}",
            Description = "Replaces all writable values of {an entity}, unless it has changed since it was read.",
            SuccessText = "Replaced.",
            Answer = OperationAnswer.Resource,
            Headers = ["ETag"],
            Problems = [400, 404, 409, 412, 428],
            Body = "Input",
            IsConditional = true,
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.Delete,
            Methods = ["DELETE", "POST"],
            Path = "/{id}",
            Summary = "Delete {an entity}",
            Description = "Removes {an entity}.",
            Success = 204,
            SuccessText = "Deleted.",
            Problems = [404, 409],
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.Action,
            Methods = ["POST", "PUT", "PATCH", "DELETE"],
            Path = "/{id}/{action}",
            Summary = "{Operation}",
            Description = "{Operation}.",
            SuccessText = "Done.",
            Answer = OperationAnswer.Resource,
            Headers = ["ETag"],
            Problems = [404, 409],
            HasTransition = true,
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.Link,
            Methods = ["PUT", "POST"],
            Path = "/{id}/{side}/{targetId}",
            Summary = "{Operation}",
            Description = "{Operation}.",
            Success = 204,
            SuccessText = "Linked, now or before.",
            Problems = [404],
            HasLinks = true,
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.Unlink,
            Methods = ["DELETE", "POST"],
            Path = "/{id}/{side}/{targetId}",
            Summary = "{Operation}",
            Description = "{Operation}.",
            Success = 204,
            SuccessText = "Not linked, now or before.",
            Problems = [404],
            HasLinks = true,
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.ListLinked,
            Methods = ["GET"],
            Path = "/{id}/{side}",
            Summary = "{Operation}",
            Description = "{Operation}.",
            SuccessText = "A page, newest first.",
            Answer = OperationAnswer.Page,
            Problems = [400, 404],
            HasLinks = true,
        },
        new()
        {
            Kind = OperationKind.Call,
            Methods = ["POST", "GET", "PUT", "PATCH", "DELETE"],
            Path = "/{id}/{action}",
            Summary = "{Operation}",
            Description = "{Operation}.",
            SuccessText = "Done.",
            HasShape = true,
        },
        new()
        {
            Kind = OperationKind.Report,
            Methods = ["GET"],
            Path = "/{action}",
            Summary = "{Operation}",
            Description = "{Operation}.",
            SuccessText = "The figures, by group.",
            Answer = OperationAnswer.Values,
            Problems = [400],
            HasFilters = true,
        },
        new()
        {
            Kind = OperationKind.Upload,
            Methods = ["PUT", "POST"],
            Path = "/{id}/{file}",
            Summary = "{Operation}",
            Description = "Stores a file in the place of the one before. The body is the file, as it is.",
            SuccessText = "Stored.",
            Answer = OperationAnswer.Resource,
            Headers = ["ETag"],
            Problems = [400, 404, 409, 413, 415],
            HasFile = true,
            Changes = true,
        },
        new()
        {
            Kind = OperationKind.Download,
            Methods = ["GET"],
            Path = "/{id}/{file}",
            Summary = "{Operation}",
            Description = "Sends the file, or the part that the header Range asks for.",
            SuccessText = "The file.",
            Headers = ["ETag"],
            Problems = [404, 416],
            HasFile = true,
        },
        new()
        {
            Kind = OperationKind.RemoveFile,
            Methods = ["DELETE", "POST"],
            Path = "/{id}/{file}",
            Summary = "{Operation}",
            Description = "Removes the file, if there is one.",
            Success = 204,
            SuccessText = "There is none now.",
            Problems = [404, 409],
            HasFile = true,
            Changes = true,
        },
    }.ToDictionary(static traits => traits.Kind);

    /// <summary>The kind that is described.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>HTTP methods that it can have; the first is the usual one.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The usual path behind the entity's collection, with <c>{action}</c> and <c>{side}</c> to fill in.</summary>
    public required string Path { get; init; }

    /// <summary>A summary with <c>{an entity}</c>, <c>{entities}</c> or <c>{Operation}</c> to fill in.</summary>
    public required string Summary { get; init; }

    /// <summary>A description for operations without one of their own, with the same words and <c>{entity}</c> to fill in.</summary>
    public required string Description { get; init; }

    /// <summary>Status of the success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>What the success means.</summary>
    public required string SuccessText { get; init; }

    /// <summary>What the success carries.</summary>
    public OperationAnswer Answer { get; init; }

    /// <summary>Headers of the success.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Statuses of the problems that it answers with, beside those that every operation has.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>Ending of the name of the schema that it takes: <c>Create</c>; null when it takes none.</summary>
    public string? Body { get; init; }

    /// <summary>Whether callers must name the state that they have read (If-Match).</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether it can have filters and a search.</summary>
    public bool HasFilters { get; init; }

    /// <summary>Whether it has a transition.</summary>
    public bool HasTransition { get; init; }

    /// <summary>Whether it works on the links of a many-to-many relation.</summary>
    public bool HasLinks { get; init; }

    /// <summary>Whether it has an input, an answer and a status of its own.</summary>
    public bool HasShape { get; init; }

    /// <summary>Whether it works on a file of a row.</summary>
    public bool HasFile { get; init; }

    /// <summary>Whether it changes something.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether it answers a page at a time.</summary>
    public bool IsPaged => Answer == OperationAnswer.Page;

    /// <summary>How many parameters its path has: none for a collection, one for a row, two for a link.</summary>
    public int PathParameters =>
        Path.Contains("{targetId}", StringComparison.Ordinal) ? 2
        : Path.Contains("{id}", StringComparison.Ordinal) ? 1
        : 0;

    /// <summary>Fills the names of an operation and its entity into a summary or description.</summary>
    public static string Fill(string text, Operation operation, Entity entity)
    {
        var phrase = Conventions.Phrase(entity.Name);
        var name = Conventions.Phrase(operation.Name);
        return text.Replace("{an entity}", Conventions.Article(phrase), StringComparison.Ordinal)
            .Replace("{entity}", phrase, StringComparison.Ordinal)
            .Replace("{order}", ListSort.Usual(operation), StringComparison.Ordinal)
            .Replace("{entities}", Conventions.Phrase(Conventions.Plural(entity)), StringComparison.Ordinal)
            .Replace("{Operation}", name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..], StringComparison.Ordinal);
    }

    /// <summary>What operations of a kind have in common.</summary>
    public static OperationTraits Of(OperationKind kind) => s_all[kind];

    /// <summary>What this operation has in common with others of its kind.</summary>
    public static OperationTraits Of(Operation operation) =>
        Of(operation.Kind) is { HasShape: true } any ? CallTraits.Of(operation, any) : Of(operation.Kind);
}

/// <summary>What the success of an operation carries.</summary>
internal enum OperationAnswer
{
    /// <summary>No body.</summary>
    None,

    /// <summary>One row.</summary>
    Resource,

    /// <summary>Rows, and where the next page begins.</summary>
    Page,

    /// <summary>Values of its own.</summary>
    Values,
}

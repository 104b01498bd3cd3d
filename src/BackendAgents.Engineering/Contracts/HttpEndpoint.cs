using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>One method on one path.</summary>
internal sealed record HttpEndpoint
{
    /// <summary>Unique name; the operation's name, or <c>register</c>, <c>login</c>, <c>refresh</c>, <c>logout</c>, <c>me</c>.</summary>
    public required string OperationId { get; init; }

    /// <summary>HTTP method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Path from the root, with parameters in braces: <c>/api/v1/posts/{id}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it does, in a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>What it does, in sentences.</summary>
    public required string Description { get; init; }

    /// <summary>Group in the documentation: the entity's plural name, or <c>Auth</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Parameters: path, query, header, in that order.</summary>
    public IReadOnlyList<HttpParameter> Parameters { get; init; } = [];

    /// <summary>Name of the schema of the JSON body that it requires; null when it takes none.</summary>
    public string? RequestSchema { get; init; }

    /// <summary>Media types of the file that it takes in the place of a JSON body; empty for none.</summary>
    public IReadOnlyList<string> RequestFiles { get; init; } = [];

    /// <summary>All answers that it gives, by status ascending. The first is the success.</summary>
    public required IReadOnlyList<HttpResponse> Responses { get; init; }

    /// <summary>Who may call it. Empty for authentication endpoints, see <see cref="RequiresAuthentication"/>.</summary>
    public IReadOnlyList<AccessRule> Access { get; init; } = [];

    /// <summary>Whether callers need an access token. False when anybody may call it.</summary>
    public required bool RequiresAuthentication { get; init; }

    /// <summary>Whether a key of an account will do in the place of its access token.</summary>
    public bool AcceptsKeys { get; init; }

    /// <summary>For authentication endpoints: whether it changes what accounts may do, and so runs in one transaction.</summary>
    public bool ChangesAccounts { get; init; }

    /// <summary>The operation that it serves; null for authentication endpoints.</summary>
    public Operation? Operation { get; init; }

    /// <summary>The entity whose collection the path begins with; the account for authentication endpoints.</summary>
    public Entity? Entity { get; init; }

    /// <summary>The entity that the answer shows (the other side for linked lists); null when the answer has no resource.</summary>
    public Entity? ResultEntity { get; init; }

    /// <summary>The answer when all goes well.</summary>
    public HttpResponse Success => Responses[0];
}

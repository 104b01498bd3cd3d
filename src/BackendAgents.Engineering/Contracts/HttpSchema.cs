using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>A named schema: an object, or an enum when it has values.</summary>
internal sealed record HttpSchema
{
    /// <summary>Unique name: <c>Post</c>, <c>PostInput</c>, <c>PostPage</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it stands for.</summary>
    public required HttpSchemaKind Kind { get; init; }

    /// <summary>What it is.</summary>
    public string Description { get; init; } = "";

    /// <summary>Properties in the order in which they are written; empty for enums.</summary>
    public IReadOnlyList<HttpProperty> Properties { get; init; } = [];

    /// <summary>Values of an enum as JSON writes them; empty for objects.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The entity that it shows or takes, when there is one.</summary>
    public Entity? Entity { get; init; }
}

/// <summary>What a schema stands for.</summary>
internal enum HttpSchemaKind
{
    /// <summary>A closed list of values.</summary>
    Enum,

    /// <summary>A row as callers see it.</summary>
    Resource,

    /// <summary>A page of rows.</summary>
    Page,

    /// <summary>Body of a request that creates or replaces a row, or of a call.</summary>
    Input,

    /// <summary>Answer of a call.</summary>
    Output,

    /// <summary>Body of an authentication request.</summary>
    AuthRequest,

    /// <summary>The tokens that authentication answers with.</summary>
    Tokens,

    /// <summary>A problem (RFC 9457).</summary>
    Problem,
}

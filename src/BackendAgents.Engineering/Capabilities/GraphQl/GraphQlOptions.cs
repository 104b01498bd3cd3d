using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>What a blueprint can say about GraphQL.</summary>
internal sealed record GraphQlOptions
{
    /// <summary>Levels that a document may nest.</summary>
    [Range(2, 20)]
    public int MaxDepth { get; init; } = 10;

    /// <summary>Values that a document may ask for, a list counted by what it may hold.</summary>
    [Range(100, 100_000)]
    public int MaxComplexity { get; init; } = 5_000;

    /// <summary>Fields at the root of a document, aliases counted one by one: each is a call of its own.</summary>
    [Range(1, 100)]
    public int MaxRootFields { get; init; } = 10;

    /// <summary>Who may ask what the schema is.</summary>
    public GraphQlIntrospection Introspection { get; init; } = GraphQlIntrospection.Development;
}

/// <summary>Where introspection is answered.</summary>
internal enum GraphQlIntrospection
{
    /// <summary>In development only.</summary>
    Development,

    /// <summary>Everywhere: the schema is public.</summary>
    Always,
}

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

    /// <summary>Subscriptions that one instance of the service tells.</summary>
    [Range(1, 100_000)]
    public int MaxSubscriptions { get; init; } = 1_000;

    /// <summary>Subscriptions that one caller may have at an instance: an account, or an address where nobody is logged in.</summary>
    [Range(1, 1_000)]
    public int MaxSubscriptionsPerCaller { get; init; } = 10;

    /// <summary>Events that wait for one subscriber; whoever lets more wait is told so and hears no more.</summary>
    [Range(1, 10_000)]
    public int SubscriptionQueue { get; init; } = 100;

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

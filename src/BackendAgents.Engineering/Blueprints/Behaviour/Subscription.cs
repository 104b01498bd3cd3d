namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>
/// What is done when an event arrives: once for each event, in one transaction with the note that it is done. What the event tells is
/// called <c>payload.orderId</c>; there is no caller.
/// </summary>
internal sealed record Subscription
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Camel-case name, unique: <c>countSale</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the event.</summary>
    public required string Event { get; init; }

    /// <summary>Id of the entity whose rows the effects are for; without it they are done once, for no row.</summary>
    public string? ForEach { get; init; }

    /// <summary>Condition of the rows: <c>id == payload.productId</c>.</summary>
    public string? Where { get; init; }

    /// <summary>What is done, in order.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>What it does, for the documentation.</summary>
    public string Description { get; init; } = "";
}

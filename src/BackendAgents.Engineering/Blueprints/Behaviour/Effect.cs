namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>One thing that an operation does beside its own change, in the same transaction. Exactly one of its kinds is given.</summary>
internal sealed record Effect
{
    /// <summary>Expression; where it is false, the effect is left out. Always done when empty.</summary>
    public string? When { get; init; }

    /// <summary>Gives fields new values: <c>paidAt: now</c>, <c>order.status: paid</c>.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>Adds to a number.</summary>
    public AddEffect? Add { get; init; }

    /// <summary>Stores a new row.</summary>
    public CreateEffect? Create { get; init; }

    /// <summary>Does something for each row of a collection.</summary>
    public ForEachEffect? ForEach { get; init; }

    /// <summary>Removes rows of a collection.</summary>
    public DeleteEffect? Delete { get; init; }

    /// <summary>Sends a notification, by its id, once all is stored.</summary>
    public string? Notify { get; init; }

    /// <summary>Announces an event, by its id.</summary>
    public string? Publish { get; init; }

    /// <summary>Asks a provider, by its id, once all is stored.</summary>
    public string? Call { get; init; }

    /// <summary>Expression of the row that it tells of, or asks about, <c>order</c>; the row that the effect is for when empty.</summary>
    public string? About { get; init; }
}

/// <summary>Adds to a number, which can have a floor and a ceiling.</summary>
internal sealed record AddEffect : IRefusal
{
    /// <summary>The number: <c>visits</c>, <c>product.stock</c>.</summary>
    public required string To { get; init; }

    /// <summary>Expression of what is added: <c>1</c>, <c>-quantity</c>.</summary>
    public required string Amount { get; init; }

    /// <summary>Least value after it; a request that would go below is refused.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>Greatest value after it.</summary>
    public decimal? AtMost { get; init; }

    /// <summary>Code of the problem, kebab case: <c>garage-full</c>.</summary>
    public string? Problem { get; init; }

    /// <summary>Status of the answer: 402, 403, 404, 409, 410, 422, 423 or 429.</summary>
    public int Status { get; init; } = 409;

    /// <summary>What the caller is told; made from the code when empty.</summary>
    public string Message { get; init; } = "";
}

/// <summary>Stores a new row.</summary>
internal sealed record CreateEffect
{
    /// <summary>Id of the entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Name by which later effects call the new row.</summary>
    public string? As { get; init; }

    /// <summary>Expressions by name of a field or of a reference: <c>orderId: id</c>.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

/// <summary>Does effects for each row of a collection, in the order of what they touch.</summary>
internal sealed record ForEachEffect
{
    /// <summary>The collection: <c>lines</c>, <c>cart.items</c>.</summary>
    public required string In { get; init; }

    /// <summary>Name of the row within the effects.</summary>
    public required string As { get; init; }

    /// <summary>Condition that rows meet, over that name; all rows when empty.</summary>
    public string? Where { get; init; }

    /// <summary>What is done.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];
}

/// <summary>Removes rows of a collection.</summary>
internal sealed record DeleteEffect
{
    /// <summary>The collection: <c>cart.items</c>.</summary>
    public required string In { get; init; }

    /// <summary>Condition over the fields of a row; all rows when empty.</summary>
    public string? Where { get; init; }
}

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>
/// Somebody else's system that is asked to do something for a row, and answers: a payment provider. It is asked by an effect
/// (<c>call: payments</c>), never within a transaction: the question is stored with the change, asked afterwards by the same idempotency
/// key until it is answered, and the answer is applied once.
/// </summary>
internal sealed record Provider
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Camel-case name, unique: <c>payments</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the entity of which a row is asked about.</summary>
    public required string Entity { get; init; }

    /// <summary>Setting that says where it is asked: <c>Payments:Url</c>. An https address outside of development.</summary>
    public required string Url { get; init; }

    /// <summary>Setting of the secret that it knows the service by: <c>Payments:Secret</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>Seconds until a question counts as not answered, 1 to 25. It is asked again then.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>What it is asked: expressions over the row by name, <c>amount: order.total</c>.</summary>
    public IReadOnlyDictionary<string, string> Request { get; init; } = new Dictionary<string, string>();

    /// <summary>What it answers; left out where <c>settle</c> says so.</summary>
    public IReadOnlyList<Field> Answer { get; init; } = [];

    /// <summary>What its answer does to the row, in order; what it says is called <c>answer.outcome</c>.</summary>
    public IReadOnlyList<Effect> Answered { get; init; } = [];

    /// <summary>
    /// Id of a call of the same entity, whose input the answer is and whose guards and effects it has: the one by which the provider calls
    /// back. So it is of no matter which of both comes first, or whether both come.
    /// </summary>
    public string? Settle { get; init; }

    /// <summary>What is done when no answer could be had: after about a day, or when it refuses the question itself.</summary>
    public IReadOnlyList<Effect> Unanswered { get; init; } = [];

    /// <summary>Who that is, for the documentation.</summary>
    public string Description { get; init; } = "";
}

using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>
/// What an operation reads of another service of the same system before it begins: a row as it is now, where a copy, which is a moment
/// behind, will not do. It is asked before the transaction, in the caller's name, and changes nothing.
/// </summary>
internal sealed record Ask
{
    /// <summary>The operation that is asked, of kind get and of another service: <c>getProduct</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Which row: a required value of the request that is its id, <c>input.productId</c>.</summary>
    public required string Row { get; init; }

    /// <summary>What the answer is called in guards, effects and values: <c>as: shelf</c>, then <c>shelf.stock</c>.</summary>
    public required string As { get; init; }

    /// <summary>Who is asked, in the part of one service; null in the whole.</summary>
    [JsonIgnore]
    public AskedService? Service { get; init; }
}

/// <summary>Who is asked, and what is read of the answer.</summary>
/// <param name="Name">The service: <c>catalog</c>.</param>
/// <param name="Path">The path of the operation, with its parameter: <c>/api/v1/products/{id}</c>.</param>
/// <param name="Values">The values that expressions name.</param>
internal sealed record AskedService(string Name, string Path, IReadOnlyList<ForeignValue> Values)
{
    /// <summary>Name of the operation.</summary>
    public string Operation { get; init; } = "";
}

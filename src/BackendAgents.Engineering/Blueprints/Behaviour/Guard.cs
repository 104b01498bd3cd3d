namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>A condition without which an operation is refused, before anything has changed.</summary>
internal sealed record Guard : IRefusal
{
    /// <summary>Expression that must be true: <c>count(lines) &gt; 0</c>.</summary>
    public required string When { get; init; }

    /// <summary>Code of the problem, kebab case: <c>garage-full</c>.</summary>
    public required string Problem { get; init; }

    /// <summary>Status of the answer: 402, 403, 404, 409, 410, 422, 423 or 429.</summary>
    public int Status { get; init; } = 409;

    /// <summary>What the caller is told; made from the code when empty.</summary>
    public string Message { get; init; } = "";
}

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>A condition without which an operation is refused, before anything has changed.</summary>
internal sealed record Guard : IRefusal
{
    /// <summary>Expression that must be true: <c>count(lines) &gt; 0</c>.</summary>
    public required string When { get; init; }

    /// <inheritdoc />
    public required string Problem { get; init; }

    /// <inheritdoc />
    public int Status { get; init; } = 409;

    /// <inheritdoc />
    public string Message { get; init; } = "";
}

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>How a guard, an effect or a rule refuses a request.</summary>
internal interface IRefusal
{
    /// <summary>Code of the problem, kebab case: <c>garage-full</c>.</summary>
    string? Problem { get; }

    /// <summary>Status of the answer: 402, 403, 404, 409, 410, 422, 423 or 429.</summary>
    int Status { get; }

    /// <summary>What the caller is told; made from the code when empty.</summary>
    string Message { get; }
}

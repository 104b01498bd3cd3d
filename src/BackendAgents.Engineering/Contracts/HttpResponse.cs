namespace BackendAgents.Engineering.Contracts;

/// <summary>One answer of an endpoint.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Schema">Name of the body's schema; null without a body.</param>
internal sealed record HttpResponse(int Status, string Description, string? Schema)
{
    /// <summary>Headers that it always carries: <c>ETag</c>, <c>Location</c>, <c>Retry-After</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether it is a problem (RFC 9457).</summary>
    public bool IsProblem => Status >= 400;

    /// <summary>Media type of the body; null without one.</summary>
    public string? MediaType =>
        Schema is null ? null
        : IsProblem ? HttpContract.ProblemJson
        : HttpContract.Json;
}

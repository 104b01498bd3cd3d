namespace BackendAgents.Engineering.Contracts;

/// <summary>One answer of an endpoint.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Schema">Name of the body's schema; null without a body.</param>
internal sealed record HttpResponse(int Status, string Description, string? Schema)
{
    /// <summary>Headers that it always carries: <c>ETag</c>, <c>Location</c>, <c>Retry-After</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The stable codes by which its problems name themselves, kebab case; empty for a success.</summary>
    public IReadOnlyList<string> Codes { get; init; } = Status >= 400 ? [ProblemCodes.Of(Status)] : [];

    /// <summary>Media types of the file that it carries in the place of a JSON body; empty for none.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether guards or rules name some of its problems by codes of their own.</summary>
    public bool HasOwnCodes => IsProblem && (Codes.Count != 1 || Codes[0] != ProblemCodes.Of(Status));

    /// <summary>Whether it is a problem (RFC 9457).</summary>
    public bool IsProblem => Status >= 400;

    /// <summary>Media type of the body; null without one.</summary>
    public string? MediaType =>
        Schema is null ? null
        : IsProblem ? HttpContract.ProblemJson
        : HttpContract.Json;
}

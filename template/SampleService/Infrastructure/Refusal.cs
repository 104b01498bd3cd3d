namespace SampleService.Infrastructure;

/// <summary>Why hooks and handlers refuse a request. All that happened in the request is undone.</summary>
/// <param name="Status">Status of the answer: 409 when the present state is in the way, 403 when the caller may not.</param>
/// <param name="Detail">What is in the way, for people.</param>
/// <param name="Code">The same for programs, in kebab case: <c>garage-full</c>; that of the status when null.</param>
public sealed record Refusal(int Status, string Detail, string? Code = null)
{
    /// <summary>What a handler answers that nobody has written yet.</summary>
    public static Refusal NotWritten { get; } =
        new(StatusCodes.Status501NotImplemented, "What this does has not been written yet.", "not-written");

    /// <summary>The problem that callers see.</summary>
    public IResult ToResult() => Problems.Of(Status, Detail, Code);
}

namespace SampleService.Infrastructure;

/// <summary>The problems that endpoints answer with (RFC 9457).</summary>
public static class Problems
{
    /// <summary>Says in the served document which problems an endpoint answers with.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            if (status == StatusCodes.Status400BadRequest)
                endpoint.ProducesValidationProblem();
            else
                endpoint.ProducesProblem(status);
        }

        return endpoint;
    }

    /// <summary>401: who is calling?</summary>
    public static IResult Unauthorized(string detail = "Log in first.") => Of(StatusCodes.Status401Unauthorized, detail);

    /// <summary>403: not for this caller.</summary>
    public static IResult Forbidden() => Of(StatusCodes.Status403Forbidden, "You may not do this.");

    /// <summary>404: no such row.</summary>
    public static IResult NotFound() => Of(StatusCodes.Status404NotFound, "There is no such resource.");

    /// <summary>409: the present state is in the way.</summary>
    public static IResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);

    /// <summary>A problem with the code of its status, or with one of its own that programs can tell it by.</summary>
    public static IResult Of(int status, string detail, string? code = null) =>
        TypedResults.Problem(detail, statusCode: status, extensions: Code(status, code));

    /// <summary>The member of a problem that names it for programs; it stays the same whatever the words say.</summary>
    public static Dictionary<string, object?> Code(int status, string? code = null) => new() { [Member] = code ?? CodeOf(status) };

    /// <summary>Adds the code of its status to a problem that has none of its own, and notes the code for whoever counts.</summary>
    public static void AddCode(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions.TryAdd(Member, CodeOf(problem.Status ?? StatusCodes.Status500InternalServerError));
        context.HttpContext.Items[s_noted] = problem.Extensions[Member];
    }

    /// <summary>The code of the problem that a request was answered with; empty when there was none.</summary>
    public static string CodeOf(HttpContext context) => context.Items[s_noted] as string ?? "";

    /// <summary>The code of a status.</summary>
    public static string CodeOf(int status) =>
        status switch
        {
            400 => "validation-failed",
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not-found",
            405 => "method-not-allowed",
            409 => "conflict",
            412 => "precondition-failed",
            413 => "too-large",
            415 => "unsupported-media-type",
            416 => "range-not-satisfiable",
            428 => "precondition-required",
            429 => "rate-limited",
            500 => "internal-error",
            501 => "not-written",
            503 => "unavailable",
            504 => "timed-out",
            _ => $"status-{status}",
        };

    private const string Member = "code";
    private static readonly object s_noted = new();
}

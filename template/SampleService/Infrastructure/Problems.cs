using Microsoft.AspNetCore.Http.HttpResults;

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

    private static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}

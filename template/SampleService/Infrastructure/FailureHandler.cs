using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace SampleService.Infrastructure;

/// <summary>
/// Turns exceptions into problems. What the database refuses has a meaning for callers; all else is a 500 without details.
/// </summary>
internal sealed class FailureHandler(IOptions<JsonOptions> json, DatabaseTroubles troubles) : IExceptionHandler
{
    private const string OutOfRange = "What follows from these values can't be computed or kept.";
    private const string Busy = "Many change the same at this moment. Try again.";
    private static readonly Type[] s_times = [typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan)];

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        if (exception is BadHttpRequestException unread && Explain(httpContext, unread) is { } errors)
        {
            await TypedResults
                .Problem(
                    new HttpValidationProblemDetails(errors.Errors)
                    {
                        Status = unread.StatusCode,
                        Extensions = Problems.Code(unread.StatusCode),
                    }
                )
                .ExecuteAsync(httpContext);
            return true;
        }

        var (status, detail) = exception switch
        {
            // Of what the blueprint computes: a sum that no column has room for, a quotient of nothing.
            ArithmeticException => (StatusCodes.Status409Conflict, OutOfRange),
            // And a time beyond the calendar.
            ArgumentOutOfRangeException { TargetSite.DeclaringType: { } type } when s_times.Contains(type) => (
                StatusCodes.Status409Conflict,
                OutOfRange
            ),
            DbUpdateException { InnerException: { } inner } when Databases.IsOutOfRange(inner) => (
                StatusCodes.Status409Conflict,
                OutOfRange
            ),
            DbUpdateConcurrencyException => (
                StatusCodes.Status412PreconditionFailed,
                "Somebody else changed it in the meantime. Read it again."
            ),
            DbUpdateException { InnerException: { } inner } when IsDuplicate(inner) => (
                StatusCodes.Status409Conflict,
                "There is one with the same unique value already."
            ),
            DbUpdateException { InnerException: { } inner } when Databases.IsReference(inner) => (
                StatusCodes.Status409Conflict,
                "Other resources refer to it, or what it refers to is gone."
            ),
            DbUpdateException { InnerException: { } inner } when Databases.IsCheck(inner) => (
                StatusCodes.Status409Conflict,
                "The database refused the values."
            ),
            BadHttpRequestException bad => (bad.StatusCode, "The request can't be read."),
            _ when troubles.Saw(exception) => (
                StatusCodes.Status503ServiceUnavailable,
                "The database is away or full for the moment. Try again later."
            ),
            _ when Transactions.IsBusy(exception) => (StatusCodes.Status503ServiceUnavailable, Busy),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong. It has been logged."),
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = ReferenceEquals(detail, Busy) ? "1" : $"{DatabaseTroubles.Seconds}";
        // Written as it is, whatever the caller accepts: a handler that writes nothing would turn every status into a 500.
        await Problems.Of(status, detail, ReferenceEquals(detail, OutOfRange) ? "out-of-range" : null).ExecuteAsync(httpContext);
        return true;
    }

    // The framework has taken the endpoint from the request by now; the feature still knows it.
    private Validation? Explain(HttpContext http, BadHttpRequestException unread) =>
        BadRequests.Explain(
            unread,
            http.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType,
            json.Value.SerializerOptions
        );

    /// <summary>Whether the database refused a duplicate.</summary>
    public static bool IsDuplicate(Exception inner) => Databases.IsDuplicate(inner);
}

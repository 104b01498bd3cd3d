using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SampleService.Infrastructure;

/// <summary>Turns exceptions into problems. What the database refuses has a meaning for callers; all else is a 500 without details.</summary>
internal sealed class FailureHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var (status, detail) = exception switch
        {
            DbUpdateConcurrencyException => (
                StatusCodes.Status412PreconditionFailed,
                "Somebody else changed it in the meantime. Read it again."
            ),
            DbUpdateException { InnerException: { } inner } when IsDuplicate(inner) => (
                StatusCodes.Status409Conflict,
                "There is one with the same unique value already."
            ),
            DbUpdateException { InnerException: { } inner } when IsReference(inner) => (
                StatusCodes.Status409Conflict,
                "Other resources refer to it, or what it refers to is gone."
            ),
            DbUpdateException { InnerException: { } inner } when IsCheck(inner) => (
                StatusCodes.Status409Conflict,
                "The database refused the values."
            ),
            BadHttpRequestException bad => (bad.StatusCode, "The request can't be read."),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong. It has been logged."),
        };
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(
            new ProblemDetailsContext
            {
                HttpContext = httpContext,
                ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
            }
        );
    }

    /// <summary>Whether the database refused a duplicate.</summary>
    public static bool IsDuplicate(Exception inner) =>
        inner
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                or SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };

    private static bool IsReference(Exception inner) =>
        inner
            is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation }
                or SqliteException { SqliteExtendedErrorCode: 787 or 1811 };

    private static bool IsCheck(Exception inner) =>
        inner
            is PostgresException { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation }
                or SqliteException { SqliteErrorCode: 19 };
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What handlers of messages do to the database: once, though a message may come twice.</summary>
internal static class DoneOnce
{
    /// <summary>
    /// Stores a note that something is done, in the transaction that does it. Where another has stored it meanwhile, the transaction is
    /// tried again, and finds it.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">It is there already.</exception>
    public static async Task RecordAsync(this AppDb db, object note, CancellationToken cancellationToken)
    {
        db.Add(note);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException problem) when (problem.InnerException is { } inner && Databases.IsDuplicate(inner))
        {
            throw new DbUpdateConcurrencyException("It came twice at once.", problem);
        }
    }

    /// <summary>Lets a message be tried again later where what it does was refused.</summary>
    /// <exception cref="InvalidOperationException">It was.</exception>
    public static void ThrowIfRefused(IResult? problem)
    {
        if (problem is not null)
            throw new InvalidOperationException(
                problem is IValueHttpResult { Value: ProblemDetails details } && details.Extensions.TryGetValue("code", out var code)
                    ? $"It is refused: {code}, {details.Detail}"
                    : "It is refused."
            );
    }
}

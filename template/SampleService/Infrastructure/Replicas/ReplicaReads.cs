using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Lets a replica answer.</summary>
internal static class ReplicaReads
{
    /// <summary>
    /// The endpoint, which changes nothing, is answered by the replica where it may be; by the database when that fails. What everybody
    /// sees and copies are kept of comes from the database: a copy that is made after a change must not be older than it.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="areKept">Whether copies are kept of what everybody sees.</param>
    public static RouteHandlerBuilder FromReplica(this RouteHandlerBuilder endpoint, bool areKept = false) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                var services = http.RequestServices;
                var isKept = areKept && http.GetEndpoint()!.Metadata.GetRequiredMetadata<AccessTable>().For(Caller.Of(http)) == Scope.Any;
                if (isKept || !await services.GetRequiredService<OwnWrites>().AllowAsync(http))
                    return await next(context);
                var replica = services.GetRequiredService<Replica>();
                var database = services.GetRequiredService<AppDb>().Database;
                database.SetConnectionString(replica.Connection);
                try
                {
                    return await next(context);
                }
                catch (Exception problem) when (IsOfReplica(problem))
                {
                    replica.Lose();
                }
                finally
                {
                    // Contexts are used again, and by requests that change something.
                    database.SetConnectionString(replica.Primary);
                }

                return await next(context);
            }
        );

    // Away, or busy following: a query that is in the way of what comes from the database is ended there.
    private static bool IsOfReplica(Exception? problem) =>
        problem is not null && (Databases.IsAway(problem) || Databases.IsBusy(problem) || IsOfReplica(problem.InnerException));
}

using BackendAgents.Engineering.Diagnostics;
using Npgsql;

namespace BackendAgents.Verification.PostgreSql;

/// <summary>Judges on an empty database of a real PostgreSQL, and leaves none behind.</summary>
internal static class PostgreSqlTrial
{
    /// <summary>Gives a judge the connection string of the database; without a server the answer is that nothing was run.</summary>
    public static async Task<VerificationResult> RunAsync(
        Func<string, Task<VerificationResult>> judge,
        Func<VerificationOutcome, string, IReadOnlyList<Diagnostic>, VerificationResult> result,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var server = await PostgreSqlServer.StartAsync(cancellationToken).ConfigureAwait(false);
            if (server is null)
            {
                return result(
                    VerificationOutcome.NotRun,
                    $"There is no PostgreSQL. Install it (Debian: postgresql), or name one in {PostgreSqlServer.Variable}.",
                    []
                );
            }

            var database = await server.CreateDatabaseAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await judge(database).ConfigureAwait(false);
            }
            finally
            {
                if (!server.IsOwn)
                    await server.DropDatabaseAsync(database, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or NpgsqlException)
        {
            return result(VerificationOutcome.NotRun, $"PostgreSQL can't be used here: {exception.Message}", []);
        }
    }
}

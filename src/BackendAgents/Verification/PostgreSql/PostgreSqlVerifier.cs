using System.Diagnostics;
using BackendAgents.Engineering.Capabilities.Databases.PostgreSql;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Storage;
using Npgsql;

namespace BackendAgents.Verification.PostgreSql;

/// <summary>
/// Applies the delivered migration to a real PostgreSQL, reads the catalogue back and compares it with what the blueprint means.
/// </summary>
internal sealed class PostgreSqlVerifier : IVerifier
{
    /// <inheritdoc />
    public string Id => "postgresql";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (context.Artifacts.Find(PostgreSqlEmitter.MigrationPath)?.Content is not { } migration)
            return Result(
                VerificationOutcome.Failed,
                "There is no migration.",
                [Finding($"The delivery has no {PostgreSqlEmitter.MigrationPath}.", "Generate the delivery again.")]
            );
        context.Progress?.Report("Starting PostgreSQL");
        try
        {
            await using var server = await PostgreSqlServer.StartAsync(cancellationToken).ConfigureAwait(false);
            if (server is null)
            {
                return Result(
                    VerificationOutcome.NotRun,
                    $"There is no PostgreSQL. Install it (Debian: postgresql), or name one in {PostgreSqlServer.Variable}.",
                    []
                );
            }

            var database = await server.CreateDatabaseAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                context.Progress?.Report("Applying the migration");
                var findings = await CompareAsync(database, migration, RelationalModel.Of(context.Blueprint), cancellationToken)
                    .ConfigureAwait(false);
                return findings.Count == 0
                    ? Result(VerificationOutcome.Passed, "The migration applies; the catalogue read back equals the blueprint.", [])
                    : Result(VerificationOutcome.Failed, $"The database differs from the blueprint in {findings.Count} points.", findings);
            }
            finally
            {
                if (!server.IsOwn)
                    await server.DropDatabaseAsync(database, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (PostgresException exception)
        {
            return Result(
                VerificationOutcome.Failed,
                "PostgreSQL refuses the migration.",
                [Finding($"{exception.SqlState}: {exception.MessageText}", "Mend what the statement comes from in the blueprint.")]
            );
        }
        catch (Exception exception) when (exception is InvalidOperationException or NpgsqlException)
        {
            return Result(VerificationOutcome.NotRun, $"PostgreSQL can't be used here: {exception.Message}", []);
        }

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<IReadOnlyList<Diagnostic>> CompareAsync(
        string database,
        string migration,
        RelationalModel model,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (var apply = new NpgsqlCommand(migration, connection))
            await apply.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        var found = await CatalogueReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var wanted = CatalogueReader.Describe(model);
        return
        [
            .. wanted.Except(found).Select(static line => Finding($"Missing in the database: {line}.", "Generate the migration again.")),
            .. found
                .Except(wanted)
                .Select(static line => Finding($"In the database, but not in the blueprint: {line}.", "Generate the migration again.")),
        ];
    }

    private static Diagnostic Finding(string message, string remedy) =>
        new("PG001", Severity.Error, new Place(PostgreSqlEmitter.MigrationPath), message, remedy) { Area = Area.Data };
}

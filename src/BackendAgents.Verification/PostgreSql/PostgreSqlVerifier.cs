using System.Diagnostics;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Storage;
using Npgsql;

namespace BackendAgents.Verification.PostgreSql;

/// <summary>
/// Applies the delivered migrations to a real PostgreSQL, in their order, reads the catalogue back and compares it with what the blueprint
/// means. A service that runs on another database needs none.
/// </summary>
internal sealed class PostgreSqlVerifier : IVerifier
{
    private const string Folder = Release.MigrationsFolder + "postgresql/";

    /// <inheritdoc />
    public string Id => "postgresql";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (context.Blueprint.Deployment.Database != Id)
            return Result(VerificationOutcome.NotAskedFor, "The service does not run on PostgreSQL.", []);
        var migrations = MigrationsOf(context.Artifacts);
        if (migrations.Count == 0)
            return Result(
                VerificationOutcome.Failed,
                "There is no migration.",
                [Finding(Folder, "The delivery has no migration for PostgreSQL.", "Generate the delivery again.")]
            );
        context.Progress?.Report("Starting PostgreSQL");
        return await PostgreSqlTrial
            .RunAsync(
                async database =>
                {
                    context.Progress?.Report("Applying the migrations");
                    var findings = await CompareAsync(database, migrations, RelationalModel.Of(context.Blueprint), cancellationToken)
                        .ConfigureAwait(false);
                    return findings.Count == 0
                        ? Result(VerificationOutcome.Passed, "The migrations apply; the catalogue read back equals the blueprint.", [])
                        : Result(
                            VerificationOutcome.Failed,
                            $"The database differs from the blueprint in {findings.Count} points.",
                            findings
                        );
                },
                Result,
                cancellationToken
            )
            .ConfigureAwait(false);

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<IReadOnlyList<Diagnostic>> CompareAsync(
        string database,
        IReadOnlyList<Artifact> migrations,
        RelationalModel model,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var migration in migrations)
        {
            try
            {
                await using var apply = new NpgsqlCommand(migration.Content, connection);
                await apply.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception)
            {
                return
                [
                    Finding(
                        migration.Path,
                        $"{exception.SqlState}: {exception.MessageText}",
                        "Mend what the statement comes from in the blueprint."
                    ),
                ];
            }
        }

        var last = migrations[^1].Path;
        var found = await CatalogueReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var wanted = CatalogueReader.Describe(model);
        return
        [
            .. wanted.Except(found).Select(line => Finding(last, $"Missing in the database: {line}.", "Generate the migration again.")),
            .. found
                .Except(wanted)
                .Select(line => Finding(last, $"In the database, but not in the blueprint: {line}.", "Generate the migration again.")),
        ];
    }

    /// <summary>The migrations that lead to the blueprint, in their order.</summary>
    public static IReadOnlyList<Artifact> MigrationsOf(ArtifactSet artifacts) =>
        [
            .. artifacts
                .Where(static file =>
                    file.Path.StartsWith(Folder, StringComparison.Ordinal) && file.Path.EndsWith(".up.sql", StringComparison.Ordinal)
                )
                .OrderBy(static file => file.Path, StringComparer.Ordinal),
        ];

    private static Diagnostic Finding(string path, string message, string remedy) =>
        new("PG001", Severity.Error, new Place(path), message, remedy) { Area = Area.Data };
}

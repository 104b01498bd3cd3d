using System.Diagnostics;
using BackendAgents.Engineering.Capabilities.Databases.PostgreSql;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Storage;
using BackendAgents.Verification.PostgreSql.Plans;
using Npgsql;

namespace BackendAgents.Verification.PostgreSql;

/// <summary>
/// Fills the tables of a real PostgreSQL with 100,000 rows each and has it explain every query of every list: none reads a table in
/// sequence. Takes some seconds a table, so that it runs where it is asked for.
/// </summary>
internal sealed class PlanVerifier(int rows = 100_000) : IVerifier
{
    /// <inheritdoc />
    public string Id => "plans";

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (context.Blueprint.Deployment.Database != "postgresql")
            return Result(VerificationOutcome.NotAskedFor, "The service does not run on PostgreSQL.", []);
        context.Progress?.Report("Starting PostgreSQL");
        return await PostgreSqlTrial
            .RunAsync(
                async database =>
                {
                    context.Progress?.Report($"Explaining the queries of lists over {rows} rows");
                    var (queries, findings) = await ExplainAsync(database, context, cancellationToken).ConfigureAwait(false);
                    return findings.Count == 0
                        ? Result(VerificationOutcome.Passed, $"{queries} queries of lists use an index over {rows} rows.", [])
                        : Result(VerificationOutcome.Failed, $"{findings.Count} of {queries} queries of lists use none.", findings);
                },
                Result,
                cancellationToken
            )
            .ConfigureAwait(false);

        VerificationResult Result(VerificationOutcome outcome, string text, IReadOnlyList<Diagnostic> findings) =>
            new(Id, outcome, text, findings, Stopwatch.GetElapsedTime(started));
    }

    private async Task<(int Queries, List<Diagnostic> Findings)> ExplainAsync(
        string database,
        VerificationContext context,
        CancellationToken cancellationToken
    )
    {
        var model = RelationalModel.Of(context.Blueprint);
        var lists = new ListQueries(context.Blueprint, model, new PostgreSqlDialect());
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var migration in PostgreSqlVerifier.MigrationsOf(context.Artifacts))
            await ExecuteAsync(migration.Content).ConfigureAwait(false);
        await ExecuteAsync(SeedQuery.Unbind(model)).ConfigureAwait(false);
        foreach (var table in lists.Lists.Select(static list => list.Table).Distinct())
            await ExecuteAsync(SeedQuery.Fill(table, lists.FilteredBy(table), rows)).ConfigureAwait(false);

        var queries = 0;
        var findings = new List<Diagnostic>();
        foreach (var (list, table) in lists.Lists)
        {
            var row = await RowAsync(table).ConfigureAwait(false);
            foreach (var query in lists.Of(list, table, row))
            {
                queries++;
                await using var explain = new NpgsqlCommand("explain (analyze, timing off, format json) " + query.Sql, connection);
                var plan = (string)(await explain.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
                if (PlanReader.Problem(plan) is { } problem)
                    findings.Add(Finding(query, problem));
            }
        }

        return (queries, findings);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        async Task<Dictionary<string, string?>> RowAsync(Table table)
        {
            await using var command = new NpgsqlCommand(lists.Middle(table, rows / 2), connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            return table
                .Columns.Select((column, at) => (column.Name, at))
                .ToDictionary(
                    static pair => pair.Name,
                    pair => reader.IsDBNull(pair.at) ? null : reader.GetString(pair.at),
                    StringComparer.Ordinal
                );
        }
    }

    private static Diagnostic Finding(ListQuery query, string problem) =>
        new(
            "PLAN001",
            Severity.Warning,
            Place.Of(query.Operation.Id),
            $"{query.Operation.Name}, {query.Asked}, {problem}.",
            "Add an index to the entity that begins with what is filtered by and ends with createdAt."
        )
        {
            Area = Area.Performance,
        };
}

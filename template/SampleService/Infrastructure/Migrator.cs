using System.Data.Common;
using Microsoft.EntityFrameworkCore;

// The SQL is the delivery's own files and constants: nothing that a caller says is part of it.
#pragma warning disable CA2100

namespace SampleService.Infrastructure;

/// <summary>
/// Applies the migrations that a database has not seen yet: in order, each once and in a transaction of its own, one instance at a time.
/// A database that commits changes of tables at once (MySQL) keeps what a failing migration did before it failed.
/// </summary>
internal sealed class Migrator(AppDb db, DatabaseKind kind, ILogger logger)
{
    private const string Suffix = ".up.sql";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Applies them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        await LockAsync(connection, cancellationToken);
        try
        {
            await ExecuteAsync(
                connection,
                "create table if not exists schema_migrations (name varchar(200) not null primary key, applied_at timestamp "
                    + "not null default current_timestamp)",
                cancellationToken
            );
            foreach (
                var file in Directory
                    .GetFiles(Path.Combine(AppContext.BaseDirectory, "migrations", kind.Id), "*" + Suffix)
                    .Order(StringComparer.Ordinal)
            )
                await ApplyAsync(connection, file, cancellationToken);
        }
        finally
        {
            if (kind.Unlock is not null)
                await ExecuteAsync(connection, kind.Unlock, CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task LockAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (kind.TryLock is null)
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = kind.TryLock;
        var isTold = false;
        while (!Convert.ToBoolean(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture))
        {
            if (!isTold)
                logger.LogInformation("Waiting for another instance that applies migrations");
            isTold = true;
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    private async Task ApplyAsync(DbConnection connection, string file, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file)[..^Suffix.Length];
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var known = Named(connection, transaction, "select count(*) from schema_migrations where name = @name", name);
        if (Convert.ToInt64(await known.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) > 0)
            return;
        logger.LogInformation("Applying migration {Migration}", name);
        await using var apply = connection.CreateCommand();
        apply.Transaction = transaction;
        apply.CommandText = await File.ReadAllTextAsync(file, cancellationToken);
        await apply.ExecuteNonQueryAsync(cancellationToken);
        await using var done = Named(connection, transaction, "insert into schema_migrations (name) values (@name)", name);
        await done.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static DbCommand Named(DbConnection connection, DbTransaction transaction, string sql, string name)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@name";
        parameter.Value = name;
        command.Parameters.Add(parameter);
        return command;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

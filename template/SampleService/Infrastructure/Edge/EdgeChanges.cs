using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace SampleService.Infrastructure;

/// <summary>
/// Watches what is stored, whoever stores it, and stores with it, in the same transaction, what caches before the service have to forget.
/// </summary>
internal sealed class EdgeChanges(CopiedTables copied) : SaveChangesInterceptor, IDbCommandInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Post(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Post(eventData.Context);
        return new(result);
    }

    public async ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is not AppDb db || !ChangedRows.IsUntracked(eventData, result))
            return result;
        var names = new HashSet<string>(StringComparer.Ordinal);
        ChangedRows.AddStatement(db, command.CommandText, copied, names);
        if (names.Count > 0)
            await StoreAsync(db, names, cancellationToken);
        return result;
    }

    private void Post(DbContext? context)
    {
        if (context is not AppDb db)
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        ChangedRows.AddTracked(db, copied, names);
        if (names.Count > 0)
            db.Post(EdgePurge.Name, null, EdgeKeys.OfChanges(names));
    }

    // Beside the tracked rows, which whoever sent the statement stores when it is time.
    private static async Task StoreAsync(AppDb db, HashSet<string> names, CancellationToken cancellationToken)
    {
        var entry = db.Entry(db.Post(EdgePurge.Name, null, EdgeKeys.OfChanges(names)));
        var quote = db.GetService<ISqlGenerationHelper>();
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        List<string> columns = [];
        foreach (var property in entry.Properties)
        {
            var mapping = property.Metadata.GetRelationalTypeMapping();
            insert.Parameters.Add(
                mapping.CreateParameter(insert, "@" + property.Metadata.Name, property.CurrentValue, property.Metadata.IsNullable)
            );
            columns.Add(quote.DelimitIdentifier(property.Metadata.GetColumnName()));
        }

        entry.State = EntityState.Detached;
        var values = insert.Parameters.Cast<DbParameter>().Select(static parameter => parameter.ParameterName);
        // Names of columns alone; every value is a parameter.
        var table = quote.DelimitIdentifier(entry.Metadata.GetTableName()!);
#pragma warning disable CA2100
        insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)})";
#pragma warning restore CA2100
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}

using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SampleService.Infrastructure;

/// <summary>
/// Watches what is stored, whoever stores it: tracked rows, statements over many rows, written SQL. When it is committed, the stamps of what
/// has changed are replaced before the answer is sent, so nobody reads from a copy what they have just changed.
/// </summary>
internal sealed class CacheChanges(CacheStamps stamps, CachedTables cached)
    : ISaveChangesInterceptor,
        IDbTransactionInterceptor,
        IDbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbContext, HashSet<string>> _changed = [];

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        MarkTracked(eventData.Context);
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        MarkTracked(eventData.Context);
        return new(result);
    }

    public async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        await TellUnlessOpenAsync(eventData.Context);
        return result;
    }

    public async ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (
            result != 0
            && eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw
        )
        {
            MarkStatement(eventData.Context, command.CommandText);
            await TellUnlessOpenAsync(eventData.Context);
        }

        return result;
    }

    // A context is used again: what an undone transaction has left is of no matter.
    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } context)
            _changed.Remove(context);
        return new(result);
    }

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => TellAsync(eventData.Context);

    private Task TellUnlessOpenAsync(DbContext? context) =>
        context?.Database.CurrentTransaction is null ? TellAsync(context) : Task.CompletedTask;

    private async Task TellAsync(DbContext? context)
    {
        if (context is null || !_changed.TryGetValue(context, out var changed) || changed.Count == 0)
            return;
        _changed.Remove(context);
        await stamps.ReplaceAsync(changed);
    }

    private void MarkTracked(DbContext? context)
    {
        if (context is null)
            return;
        var changed = _changed.GetOrCreateValue(context);
        foreach (var entry in context.ChangeTracker.Entries<Row>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
                continue;
            if (entry.Metadata.GetTableName() is { } table && cached.Has(table))
            {
                changed.Add(CacheNames.Row(table, entry.Entity.Id));
                changed.Add(CacheNames.Table(table));
            }

            if (entry.State == EntityState.Deleted)
                MarkDependents(entry.Metadata, changed, []);
        }
    }

    // Which of its rows a statement changes is known to the database alone.
    private void MarkStatement(DbContext? context, string statement)
    {
        if (context is null || statement.StartsWith("-- " + Work.Lock, StringComparison.Ordinal))
            return;
        var changed = _changed.GetOrCreateValue(context);
        foreach (var type in context.Model.GetEntityTypes())
        {
            if (type.GetTableName() is not { } table || !statement.Contains(table, StringComparison.OrdinalIgnoreCase))
                continue;
            MarkAll(table, changed);
            MarkDependents(type, changed, []);
        }
    }

    // The database removes what belongs to a removed row, or takes the reference out of it.
    private void MarkDependents(IReadOnlyEntityType type, HashSet<string> changed, HashSet<IReadOnlyEntityType> seen)
    {
        foreach (var key in type.GetReferencingForeignKeys())
        {
            if (key.DeleteBehavior is not (DeleteBehavior.Cascade or DeleteBehavior.SetNull) || !seen.Add(key.DeclaringEntityType))
                continue;
            if (key.DeclaringEntityType.GetTableName() is { } table)
                MarkAll(table, changed);
            MarkDependents(key.DeclaringEntityType, changed, seen);
        }
    }

    private void MarkAll(string table, HashSet<string> changed)
    {
        if (!cached.Has(table))
            return;
        changed.Add(CacheNames.AllRows(table));
        changed.Add(CacheNames.Table(table));
    }
}

/// <summary>Tables whose rows there are copies of.</summary>
internal sealed class CachedTables(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <summary>Whether there may be copies of a table's rows.</summary>
    public bool Has(string table) => _names.Contains(table);
}

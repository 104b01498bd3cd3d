using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SampleService.Infrastructure;

/// <summary>
/// Watches what is stored, whoever stores it: tracked rows, statements over many rows, written SQL. When it is committed, the stamps of
/// what has changed are replaced before the answer is sent, so nobody reads from a copy what they have just changed.
/// </summary>
internal sealed class CacheChanges(CacheStamps stamps, CachedTables cached)
    : ISaveChangesInterceptor,
        IDbTransactionInterceptor,
        IDbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbContext, Changed> _changed = [];

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
        EndSaving(eventData.Context);
        await TellUnlessOpenAsync(eventData.Context);
        return result;
    }

    public void SaveChangesFailed(DbContextErrorEventData eventData) => EndSaving(eventData.Context);

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        EndSaving(eventData.Context);
        return Task.CompletedTask;
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

    // A context is used again: what an undone transaction has left is of no matter. Entity Framework may begin one of its own to save.
    public ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } context && _changed.TryGetValue(context, out var changed) && !changed.IsSaving)
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
        if (context is null || !_changed.TryGetValue(context, out var changed) || changed.Names.Count == 0)
            return;
        HashSet<string> names = [.. changed.Names];
        changed.Names.Clear();
        await stamps.ReplaceAsync(names);
    }

    private void EndSaving(DbContext? context)
    {
        if (context is not null && _changed.TryGetValue(context, out var changed))
            changed.IsSaving = false;
    }

    private void MarkTracked(DbContext? context)
    {
        if (context is null)
            return;
        var noted = _changed.GetOrCreateValue(context);
        noted.IsSaving = true;
        var changed = noted.Names;
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
        var changed = _changed.GetOrCreateValue(context).Names;
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

    private sealed class Changed
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public bool IsSaving { get; set; }
    }
}

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
internal sealed class CacheChanges(CacheStamps stamps, CopiedTables copied)
    : ISaveChangesInterceptor,
        IDbTransactionInterceptor,
        IDbCommandInterceptor,
        IStatementWatcher
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
        if (ChangedRows.IsUntracked(eventData, result) && eventData.Context is { } context)
        {
            ChangedRows.AddStatement(context, command.CommandText, copied, _changed.GetOrCreateValue(context).Names);
            await TellUnlessOpenAsync(context);
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
        if (eventData.Context is { } context)
            Begun(context);
        return new(result);
    }

    public void Begun(DbContext context)
    {
        if (_changed.TryGetValue(context, out var changed) && !changed.IsSaving)
            _changed.Remove(context);
    }

    public async Task ChangedAsync(DbContext context, IReadOnlyEntityType type)
    {
        ChangedRows.AddRows(type, copied, _changed.GetOrCreateValue(context).Names);
        await TellUnlessOpenAsync(context);
    }

    public Task CommittedAsync(DbContext context) => TellAsync(context);

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
        ChangedRows.AddTracked(context, copied, noted.Names);
    }

    private sealed class Changed
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public bool IsSaving { get; set; }
    }
}

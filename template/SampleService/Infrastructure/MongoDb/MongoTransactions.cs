using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>Transactions of a replica set.</summary>
internal sealed class MongoTransactions(MongoSession session, ICurrentDbContext current) : IDbContextTransactionManager
{
    /// <inheritdoc />
    public IDbContextTransaction? CurrentTransaction { get; private set; }

    /// <inheritdoc />
    public IDbContextTransaction BeginTransaction() => throw new NotSupportedException("Begin transactions asynchronously.");

    /// <inheritdoc />
    public async Task<IDbContextTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        if (CurrentTransaction is not null)
            throw new InvalidOperationException("There is a transaction already.");
        CurrentTransaction = new MongoTransaction(this, await session.BeginAsync(cancellationToken));
        foreach (var watcher in session.Watchers)
            watcher.Begun(current.Context);
        return CurrentTransaction;
    }

    /// <inheritdoc />
    public void CommitTransaction() => CurrentTransaction?.Commit();

    /// <inheritdoc />
    public Task CommitTransactionAsync(CancellationToken cancellationToken = default) =>
        CurrentTransaction?.CommitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public void RollbackTransaction() => CurrentTransaction?.Rollback();

    /// <inheritdoc />
    public Task RollbackTransactionAsync(CancellationToken cancellationToken = default) =>
        CurrentTransaction?.RollbackAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public void ResetState() => End();

    /// <inheritdoc />
    public Task ResetStateAsync(CancellationToken cancellationToken = default)
    {
        End();
        return Task.CompletedTask;
    }

    private IEnumerable<IStatementWatcher> Watchers => session.Watchers;

    private DbContext Context => current.Context;

    private void End()
    {
        session.End();
        CurrentTransaction = null;
    }

    private sealed class MongoTransaction(MongoTransactions owner, IClientSessionHandle handle) : IDbContextTransaction
    {
        public Guid TransactionId { get; } = Guid.NewGuid();

        public void Commit() => throw new NotSupportedException("Commit transactions asynchronously.");

        public async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            await handle.CommitTransactionAsync(cancellationToken);
            foreach (var watcher in owner.Watchers)
                await watcher.CommittedAsync(owner.Context);
        }

        public void Rollback() => handle.AbortTransaction();

        public Task RollbackAsync(CancellationToken cancellationToken = default) => handle.AbortTransactionAsync(cancellationToken);

        public void Dispose()
        {
            if (ReferenceEquals(owner.CurrentTransaction, this))
                owner.End();
        }

        public async ValueTask DisposeAsync()
        {
            if (handle.IsInTransaction)
                await handle.AbortTransactionAsync();
            Dispose();
        }
    }
}

using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>The database as EF Core knows it: it stores what is tracked, and answers queries.</summary>
internal sealed class MongoStore(MongoSession session) : IDatabase
{
    /// <inheritdoc />
    public int SaveChanges(IList<IUpdateEntry> entries) => SaveChangesAsync(entries).GetAwaiter().GetResult();

    /// <inheritdoc />
    public async Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        if (session.Current is { } current)
            return await StoreAsync(current, entries, cancellationToken);
        // All or nothing, and what is referred to stays there meanwhile.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var own = await session.BeginAsync(cancellationToken);
                var stored = await StoreAsync(own, entries, cancellationToken);
                await own.CommitTransactionAsync(cancellationToken);
                return stored;
            }
            catch (Exception problem) when (attempt < Transactions.Attempts && Transactions.IsBusy(problem))
            {
                await Transactions.PauseAsync(attempt, cancellationToken);
            }
            finally
            {
                session.End();
            }
        }
    }

    /// <inheritdoc />
    public Func<QueryContext, TResult> CompileQuery<TResult>(Expression query, bool async) =>
        // It is kept for other contexts, so that each asks within its own session.
        context => MongoAnswers.Of<TResult>(context.Context.GetService<MongoSession>(), context, query, async);

    /// <inheritdoc />
    public Expression<Func<QueryContext, TResult>> CompileQueryExpression<TResult>(Expression query, bool async) =>
        throw new NotSupportedException("Queries of MongoDB are not compiled ahead of time.");

    private async Task<int> StoreAsync(IClientSessionHandle handle, IList<IUpdateEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            await new MongoWriter(session, handle).WriteAsync(entries, cancellationToken);
            return entries.Count;
        }
        catch (Exception problem) when (problem is MongoException or MongoReferenceException)
        {
            throw new DbUpdateException("MongoDB refused what was to be stored.", problem, [.. entries]);
        }
    }
}

using Microsoft.EntityFrameworkCore.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>Whether the database answers, and its removal after tests; it comes by itself with the first collection.</summary>
internal sealed class MongoCreator(MongoSession session) : IDatabaseCreator
{
    /// <inheritdoc />
    public bool EnsureCreated() => false;

    /// <inheritdoc />
    public Task<bool> EnsureCreatedAsync(CancellationToken cancellationToken = default) => Task.FromResult(false);

    /// <inheritdoc />
    public bool EnsureDeleted()
    {
        session.Client.DropDatabase(session.Database.DatabaseNamespace.DatabaseName);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> EnsureDeletedAsync(CancellationToken cancellationToken = default)
    {
        await session.Client.DropDatabaseAsync(session.Database.DatabaseNamespace.DatabaseName, cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public bool CanConnect() => CanConnectAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    public async Task<bool> CanConnectAsync(CancellationToken cancellationToken = default)
    {
        // Far shorter than the driver looks for a server: health is asked again soon.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await session.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: patience.Token);
            return true;
        }
        catch (Exception problem) when (problem is MongoException or TimeoutException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace SampleService.Infrastructure;

/// <summary>The database as one context sees it: within its transaction while there is one.</summary>
internal sealed class MongoSession(IDbContextOptions options)
{
    private static readonly ConcurrentDictionary<string, MongoClient> s_clients = new(StringComparer.Ordinal);
    private static readonly DiagnosticListener s_statements = new("MongoDB.Driver");
    private static readonly TransactionOptions s_options = new(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority);

    private readonly string _connection = options.FindExtension<MongoOptions>()!.Connection;

    /// <summary>The client; one a connection string, for it holds the connections.</summary>
    public MongoClient Client => s_clients.GetOrAdd(_connection, static connection => Connect(connection));

    /// <summary>The database.</summary>
    public IMongoDatabase Database => Client.GetDatabase(Name);

    /// <summary>Who wants to know what changes.</summary>
    public IEnumerable<IStatementWatcher> Watchers =>
        options.FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<IStatementWatcher>() ?? [];

    /// <summary>The session of the transaction; null without one.</summary>
    public IClientSessionHandle? Current { get; private set; }

    private static MongoClient Connect(string connection)
    {
        var settings = MongoClientSettings.FromConnectionString(connection);
        settings.ClusterConfigurator = static cluster => cluster.Subscribe<CommandStartedEvent>(Tell);
        return new MongoClient(settings);
    }

    private static void Tell(CommandStartedEvent started)
    {
        if (started.CommandName is "aggregate" or "find" or "insert" or "update" or "delete" && s_statements.IsEnabled())
            s_statements.Write("CommandStarted", $"{started.CommandName} {started.Command[started.CommandName]}");
    }

    private string Name => MongoUrl.Create(_connection).DatabaseName ?? "app";

    /// <summary>A collection of documents.</summary>
    public IMongoCollection<BsonDocument> Of(string collection) => Database.GetCollection<BsonDocument>(collection);

    /// <summary>Begins a transaction, whose statements see the database as it is at the first of them.</summary>
    public async Task<IClientSessionHandle> BeginAsync(CancellationToken cancellationToken)
    {
        Current = await Client.StartSessionAsync(cancellationToken: cancellationToken);
        Current.StartTransaction(s_options);
        return Current;
    }

    /// <summary>Ends it: what was not committed is undone.</summary>
    public void End()
    {
        // The driver aborts what is not committed.
        Current?.Dispose();
        Current = null;
    }
}

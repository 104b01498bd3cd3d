using BackendAgents.Engineering.Planning;
using BackendAgents.Tests.Verification;
using BackendAgents.Tests.Verification.Messaging;
using BackendAgents.Tests.Verification.MongoDb;
using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Operations.Tests.Named;

/// <summary>
/// One set of servers for all judges of a delivery: its database, its cache, its broker. They are real but for Kafka, whose place the
/// cluster of its client takes, and MongoDB, which the stand-in of our tests speaks for. Events of SQS stay within the service.
/// </summary>
internal sealed class NamedServers : IAsyncDisposable
{
    private PostgreSqlServer? _postgreSql;
    private MariaDbServer? _mariaDb;
    private MongoServer? _mongo;
    private KafkaCluster? _kafka;

    /// <summary>Its cache.</summary>
    public CacheServer? Cache { get; private set; }

    /// <summary>Its RabbitMQ; null where it has another broker.</summary>
    public BrokerServer? Broker { get; private set; }

    /// <summary>Those of a delivery.</summary>
    public static async Task<NamedServers> StartAsync(Operated delivery)
    {
        var deployment = delivery.Blueprint.Deployment;
        var servers = new NamedServers();
        if (deployment.Database == "postgresql")
            servers._postgreSql = await PostgreSqlServer.StartAsync(CancellationToken.None);
        if (deployment.Database == "mysql")
            servers._mariaDb = await MariaDbServer.StartAsync();
        if (deployment.Database == "mongodb")
            servers._mongo = await MongoServer.StartAsync();
        servers.Cache = await CacheServer.StartAsync(deployment.Cache!);
        if (deployment.Messaging == "rabbitmq")
            servers.Broker = await BrokerServer.StartAsync();
        if (deployment.Messaging == "kafka")
            servers._kafka = KafkaCluster.Start();
        return servers;
    }

    /// <summary>An empty database; null where there is no server for it.</summary>
    public async Task<string?> CreateDatabaseAsync() =>
        _postgreSql is not null ? await _postgreSql.CreateDatabaseAsync(CancellationToken.None)
        : _mariaDb is not null ? await _mariaDb.CreateDatabaseAsync()
        : _mongo?.ForTests.Replace("{name}", "named_" + Guid.NewGuid().ToString("n"), StringComparison.Ordinal);

    /// <summary>What tells the service where its cache and its broker are.</summary>
    public Dictionary<string, string?> Settings(Operated delivery) =>
        delivery
            .Plan.Resources.Where(static resource => resource.Connection is not null)
            .Select(resource => (Setting: Setting.VariableOf(resource.Connection!.Setting), Address: AddressOf(resource.Kind)))
            .Where(static pair => pair.Address is not null)
            .ToDictionary(static pair => pair.Setting, static pair => pair.Address);

    /// <summary>What takes the places of the service containers of a pipeline.</summary>
    public async Task<Dictionary<string, string?>> ForPipelineAsync() =>
        new()
        {
            ["TEST_DATABASE"] = _postgreSql is not null
                ? _postgreSql.ConnectionString + ";Database={name}"
                : _mariaDb?.ForTests ?? _mongo?.ForTests,
            ["TEST_CACHE"] = Cache?.Connection,
            ["TEST_BROKER"] = BrokerAddress,
            ["ConnectionStrings__Database"] = await CreateDatabaseAsync(),
        };

    private string? BrokerAddress => Broker?.Connection ?? _kafka?.Connection;

    private string? AddressOf(ResourceKind kind) =>
        kind switch
        {
            ResourceKind.Cache => Cache?.Connection,
            ResourceKind.Broker => BrokerAddress,
            _ => null,
        };

    public async ValueTask DisposeAsync()
    {
        if (Broker is not null)
            await Broker.DisposeAsync();
        if (Cache is not null)
            await Cache.DisposeAsync();
        _kafka?.Dispose();
        _mongo?.Dispose();
        if (_mariaDb is not null)
            await _mariaDb.DisposeAsync();
        if (_postgreSql is not null)
            await _postgreSql.DisposeAsync();
    }
}

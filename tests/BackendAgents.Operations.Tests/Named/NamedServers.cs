using BackendAgents.Engineering.Planning;
using BackendAgents.Tests.Verification;
using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Operations.Tests.Named;

/// <summary>
/// One set of real servers for all judges of a delivery: its database, its cache, its broker. Kafka, SQS and MongoDB can't be had; what is
/// delivered runs without them on what is within it.
/// </summary>
internal sealed class NamedServers : IAsyncDisposable
{
    private PostgreSqlServer? _postgreSql;
    private MariaDbServer? _mariaDb;
    private CacheServer? _cache;
    private BrokerServer? _broker;

    /// <summary>Those of a delivery.</summary>
    public static async Task<NamedServers> StartAsync(Operated delivery)
    {
        var deployment = delivery.Blueprint.Deployment;
        var servers = new NamedServers();
        if (deployment.Database == "postgresql")
            servers._postgreSql = await PostgreSqlServer.StartAsync(CancellationToken.None);
        if (deployment.Database == "mysql")
            servers._mariaDb = await MariaDbServer.StartAsync();
        servers._cache = await CacheServer.StartAsync(deployment.Cache!);
        if (deployment.Messaging == "rabbitmq")
            servers._broker = await BrokerServer.StartAsync();
        return servers;
    }

    /// <summary>An empty database; null where there is no server for it.</summary>
    public async Task<string?> CreateDatabaseAsync() =>
        _postgreSql is not null ? await _postgreSql.CreateDatabaseAsync(CancellationToken.None)
        : _mariaDb is not null ? await _mariaDb.CreateDatabaseAsync()
        : null;

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
            ["TEST_DATABASE"] = _postgreSql is not null ? _postgreSql.ConnectionString + ";Database={name}" : _mariaDb?.ForTests,
            ["TEST_CACHE"] = _cache?.Connection,
            ["TEST_BROKER"] = _broker?.Connection,
            ["ConnectionStrings__Database"] = await CreateDatabaseAsync(),
        };

    private string? AddressOf(ResourceKind kind) =>
        kind switch
        {
            ResourceKind.Cache => _cache?.Connection,
            ResourceKind.Broker => _broker?.Connection,
            _ => null,
        };

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (_cache is not null)
            await _cache.DisposeAsync();
        if (_mariaDb is not null)
            await _mariaDb.DisposeAsync();
        if (_postgreSql is not null)
            await _postgreSql.DisposeAsync();
    }
}

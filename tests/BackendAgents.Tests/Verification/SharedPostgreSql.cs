using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Tests.Verification;

/// <summary>One server for all tests of a fixture; each test has databases of its own on it.</summary>
internal sealed class SharedPostgreSql : IAsyncDisposable
{
    private readonly PostgreSqlServer? _server;
    private readonly string? _before = Environment.GetEnvironmentVariable(PostgreSqlServer.Variable);

    private SharedPostgreSql(PostgreSqlServer? server)
    {
        _server = server;
        if (server is not null)
            Environment.SetEnvironmentVariable(PostgreSqlServer.Variable, server.ConnectionString);
    }

    /// <summary>Starts it and names it to the verifiers. Fixtures that use it don't run in parallel.</summary>
    public static async Task<SharedPostgreSql> StartAsync() => new(await PostgreSqlServer.StartAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(PostgreSqlServer.Variable, _before);
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

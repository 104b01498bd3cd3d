using MySqlConnector;

namespace BackendAgents.Tests.Verification;

/// <summary>A MariaDB that follows another by its global transaction ids; it can be held, killed and started again.</summary>
internal sealed class MariaDbReplica : IFollower
{
    private readonly MariaDbServer _server;

    private MariaDbReplica(MariaDbServer server) => _server = server;

    /// <summary>A server that others can follow.</summary>
    public static async Task<MariaDbServer> SourceAsync() => (await MariaDbServer.StartAsync("--server-id=1", "--log-bin=log"))!;

    /// <summary>Follows a server in all that it does from now on.</summary>
    public static async Task<MariaDbReplica> OfAsync(MariaDbServer source)
    {
        var server = (await MariaDbServer.StartAsync("--server-id=2", "--read-only"))!;
        var account = new MySqlConnectionStringBuilder(source.Administration);
        await MariaDbServer.ExecuteAsync(
            server.Administration,
            $"""
            set global gtid_slave_pos = '{await PositionAsync(source)}';
            change master to master_host = '127.0.0.1', master_port = {source.Port}, master_user = '{account.UserID}',
              master_password = '{account.Password}', master_use_gtid = slave_pos, master_connect_retry = 1;
            start slave;
            """
        );
        return new MariaDbReplica(server);
    }

    public string Of(string database) => _server.Administration + ";Database=" + new MySqlConnectionStringBuilder(database).Database;

    public Task HoldAsync(string database, bool on) =>
        MariaDbServer.ExecuteAsync(_server.Administration, $"{(on ? "stop" : "start")} slave sql_thread");

    public Task KillAsync() => _server.KillAsync();

    public Task StartAsync() => _server.StartAgainAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string> PositionAsync(MariaDbServer source)
    {
        await using var connection = new MySqlConnection(source.Administration);
        await connection.OpenAsync();
        await using var command = new MySqlCommand("select @@gtid_binlog_pos", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

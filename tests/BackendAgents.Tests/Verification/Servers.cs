using System.Data.Common;
using BackendAgents.Tests.Verification.MongoDb;
using BackendAgents.Verification.PostgreSql;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace BackendAgents.Tests.Verification;

/// <summary>One server of each kind for all tests: started by the first that needs it, ended after the last. Safe on any thread.</summary>
internal static class Servers
{
    private static readonly Lazy<Task<PostgreSqlServer>> s_postgreSql = new(StartPostgreSqlAsync);
    private static readonly Lazy<Task<MariaDbServer>> s_mariaDb = new(StartMariaDbAsync);
    private static readonly Lazy<Task<MongoServer>> s_mongo = new(static () => MongoServer.StartAsync());

    /// <summary>The server, which verifiers use from now on, too.</summary>
    public static Task<PostgreSqlServer> PostgreSqlAsync() => s_postgreSql.Value;

    public static Task<MariaDbServer> MariaDbAsync() => s_mariaDb.Value;

    /// <summary>A server of a kind as delivered tests take it: {name} stands in the place of the database. Null for SQLite.</summary>
    public static async Task<string?> ForTestsAsync(string database) =>
        database switch
        {
            "postgresql" => (await PostgreSqlAsync()).ConnectionString + ";Database={name}",
            "mysql" => (await MariaDbAsync()).ForTests,
            "mongodb" => (await s_mongo.Value).ForTests,
            _ => null,
        };

    /// <summary>An empty database of a kind; for SQLite a file in the folder.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync(string database, string folder) =>
        database switch
        {
            "postgresql" => await (await PostgreSqlAsync()).CreateDatabaseAsync(CancellationToken.None),
            "mysql" => await (await MariaDbAsync()).CreateDatabaseAsync(),
            _ => $"Data Source={Path.Combine(folder, Guid.NewGuid().ToString("n"))}.db;Pooling=false",
        };

    /// <summary>An open connection to an empty database of a kind; for SQLite a file in the folder.</summary>
    public static async Task<DbConnection> OpenAsync(string database, string folder)
    {
        var connectionString = await CreateDatabaseAsync(database, folder);
        DbConnection connection = database switch
        {
            "postgresql" => new NpgsqlConnection(connectionString),
            "mysql" => new MySqlConnection(connectionString),
            _ => new SqliteConnection(connectionString),
        };
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs SQL that answers nothing.</summary>
    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends what was started.</summary>
    public static async Task EndAsync()
    {
        if (s_postgreSql.IsValueCreated)
        {
            Environment.SetEnvironmentVariable(PostgreSqlServer.Variable, null);
            await (await s_postgreSql.Value).DisposeAsync();
        }

        if (s_mariaDb.IsValueCreated)
            await (await s_mariaDb.Value).DisposeAsync();
        if (s_mongo.IsValueCreated)
            (await s_mongo.Value).Dispose();
    }

    private static async Task<PostgreSqlServer> StartPostgreSqlAsync()
    {
        var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        Assert.That(server, Is.Not.Null, "install postgresql");
        if (server!.IsOwn)
            Environment.SetEnvironmentVariable(PostgreSqlServer.Variable, server.ConnectionString);
        return server;
    }

    private static async Task<MariaDbServer> StartMariaDbAsync()
    {
        var server = await MariaDbServer.StartAsync();
        Assert.That(server, Is.Not.Null, "install mariadb-server");
        return server!;
    }
}

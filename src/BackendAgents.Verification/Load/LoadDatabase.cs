using BackendAgents.Verification.PostgreSql;
using Npgsql;

namespace BackendAgents.Verification.Load;

/// <summary>
/// The database of a service under load: PostgreSQL where it is delivered for that and this machine has it, else SQLite. It goes when
/// what was measured has been.
/// </summary>
internal sealed class LoadDatabase : IAsyncDisposable
{
    private readonly PostgreSqlServer? _server;
    private readonly string? _file;

    private LoadDatabase(PostgreSqlServer server, string connectionString) => (_server, ConnectionString) = (server, connectionString);

    private LoadDatabase(string file) => (_file, ConnectionString) = (file, $"Data Source={file}");

    /// <summary>Which it is.</summary>
    public string Name => _server is null ? "SQLite" : "PostgreSQL";

    /// <summary>How the service reaches it.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes one.</summary>
    public static async Task<LoadDatabase> OpenAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        if (context.Blueprint.Deployment.Database != "postgresql")
            return OfFile();
        context.Progress?.Report("Starting PostgreSQL");
        try
        {
            if (await PostgreSqlServer.StartAsync(cancellationToken).ConfigureAwait(false) is not { } server)
                return OfFile();
            try
            {
                var made = await server.CreateDatabaseAsync(cancellationToken).ConfigureAwait(false);
                // A service under load keeps its connections.
                var kept = new NpgsqlConnectionStringBuilder(made) { Pooling = true, MaxPoolSize = 20 };
                return new LoadDatabase(server, kept.ConnectionString);
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception error) when (error is InvalidOperationException or NpgsqlException)
        {
            context.Progress?.Report("PostgreSQL can't be used here: " + error.Message);
            return OfFile();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            if (!_server.IsOwn)
                await _server.DropDatabaseAsync(ConnectionString, CancellationToken.None).ConfigureAwait(false);
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var part in _file is null ? [] : (string[])[_file, _file + "-shm", _file + "-wal"])
            File.Delete(part);
    }

    private static LoadDatabase OfFile() => new(Path.Combine(Path.GetTempPath(), $"backend-agents-{Guid.NewGuid():N}.db"));
}

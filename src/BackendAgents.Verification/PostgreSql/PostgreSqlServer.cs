using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace BackendAgents.Verification.PostgreSql;

/// <summary>
/// A PostgreSQL server to try things on: one of its own in a temporary folder, reachable by a socket that only this user can open; or the
/// one that the environment variable <c>BACKENDAGENTS_POSTGRES</c> names by a connection string with the right to create databases.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>Variable with the connection string of a server to use instead of an own one.</summary>
    public const string Variable = "BACKENDAGENTS_POSTGRES";

    private const string Account = "postgres";
    private const int SigQuit = 3;
    private const int SigKill = 9;
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(5);
    private readonly string _connection;
    private readonly string? _folder;

    private PostgreSqlServer(string connection, string? folder)
    {
        _connection = connection;
        _folder = folder;
    }

    /// <summary>Starts a server, or connects to the given one.</summary>
    /// <returns>The server; null when this machine has none.</returns>
    /// <exception cref="InvalidOperationException">The server does not start; the message holds what it printed.</exception>
    public static async Task<PostgreSqlServer?> StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new PostgreSqlServer(given, null);
        if (ProcessRunner.Find("initdb", Folders()) is not { } initialise || OperatingSystem.IsWindows())
            return null;
        var control = Path.Combine(Path.GetDirectoryName(initialise)!, "pg_ctl");
        var folder = Path.Combine(Path.GetTempPath(), "ba-pg-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var server = new PostgreSqlServer($"Host={folder};Username={Account};Pooling=false;Timeout=15", folder);
        try
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", [Account, folder], cancellationToken).ConfigureAwait(false);
            var data = Path.Combine(folder, "data");

            // Several services with their pools may use it at once. Durability is no use to a database that lives for minutes. Its
            // memory lies in its folder, so that a kill leaves nothing of
            // it either.
            await AsServerAsync(
                    initialise,
                    ["-D", data, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                    cancellationToken
                )
                .ConfigureAwait(false);
            await AsServerAsync(
                    control,
                    [
                        "-D",
                        data,
                        "-w",
                        "-t",
                        "60",
                        "-l",
                        Path.Combine(folder, "log"),
                        "-o",
                        $"-k {folder} -c listen_addresses='' -c max_connections=400 -c fsync=off -c dynamic_shared_memory_type=mmap",
                        "start",
                    ],
                    cancellationToken
                )
                .ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How to reach the server itself.</summary>
    internal string ConnectionString => _connection;

    /// <summary>Whether the server, with all databases, goes away with this object.</summary>
    internal bool IsOwn => _folder is not null;

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    /// <exception cref="NpgsqlException">The server refuses.</exception>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = "ba_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"create database {name} template template0 encoding 'UTF8'", cancellationToken).ConfigureAwait(false);
        return new NpgsqlConnectionStringBuilder(_connection) { Database = name }.ConnectionString;
    }

    /// <summary>Removes a database that <see cref="CreateDatabaseAsync"/> made, whoever is connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await ExecuteAsync($"drop database if exists {name} with (force)", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends an own server and removes its folder. A given server keeps running.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        await EndAsync(_folder).ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }

    // The server's immediate shutdown, as pg_ctl has it; without pg_ctl's start and its waits, which a cancelled caller would feel.
    private static async Task EndAsync(string folder)
    {
        var file = Path.Combine(folder, "data", "postmaster.pid");
        // A negative number is that of initdb's own server, which has ended with it.
        if (
            !File.Exists(file)
            || !int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !IsRunning(id, folder)
        )
            return;
        _ = Kill(id, SigQuit);
        var since = Stopwatch.GetTimestamp();
        while (IsRunning(id, folder) && File.Exists(file))
        {
            if (Stopwatch.GetElapsedTime(since) > s_stopLimit)
            {
                _ = Kill(id, SigKill);
                return;
            }

            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    private static bool IsRunning(int id, string folder)
    {
        try
        {
            // A number is given anew once its process is gone, and a dead one that nobody has buried has no command line.
            if (OperatingSystem.IsLinux())
                return File.ReadAllText($"/proc/{id}/cmdline").Contains(folder, StringComparison.Ordinal);
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(_connection);
        builder.Database ??= "postgres";
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // Debian keeps the server's programs out of PATH; the newest version comes first.
    private static IEnumerable<string> Folders() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal)
                .Select(static folder => Path.Combine(folder, "bin"))
            : [];

    // The server refuses to run as root.
    private static Task AsServerAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", Account, "--", program, .. arguments], cancellationToken)
            : RunAsync(program, arguments, cancellationToken);

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var request = new ProcessRequest(program, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = TimeSpan.FromMinutes(2) };
        var result = await ProcessRunner.RunAsync(request, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
            throw new InvalidOperationException($"{Path.GetFileName(program)} failed: {result.Text}");
    }
}

using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using MySqlConnector;

namespace BackendAgents.Tests.Verification;

/// <summary>A MariaDB server in a temporary folder, on the loopback address, with a password of its own.</summary>
internal sealed class MariaDbServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly CancellationTokenSource _end = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly string _password = Guid.NewGuid().ToString("n");
    private Task _running = Task.CompletedTask;

    private MariaDbServer(string folder) => _folder = folder;

    /// <summary>Starts a server with more options than its usual ones; null when this machine has none.</summary>
    public static async Task<MariaDbServer?> StartAsync(params string[] more)
    {
        if (ProcessRunner.Find("mariadb-install-db", []) is not { } install || OperatingSystem.IsWindows())
            return null;
        var server = new MariaDbServer(Path.Combine(Path.GetTempPath(), "ba-my-" + Guid.NewGuid().ToString("N")[..12]));
        Directory.CreateDirectory(server._folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["mysql", server._folder]);
        var data = "--datadir=" + Path.Combine(server._folder, "data");
        var (program, arguments) = AsServer(install, ["--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db"]);
        await RunAsync(program, arguments);
        (program, arguments) = AsServer(
            ProcessRunner.Find("mariadbd", ["/usr/sbin"])!,
            [
                "--no-defaults",
                data,
                "--socket=" + server.Socket,
                "--bind-address=127.0.0.1",
                "--port=" + server._port,
                "--max-connections=400",
                "--innodb-flush-log-at-trx-commit=0",
                .. more,
            ]
        );
        var request = new ProcessRequest(program, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = TimeSpan.FromMinutes(20) };
        server._running = ProcessRunner.RunAsync(request, server._end.Token);
        while (!File.Exists(server.Socket))
        {
            if (server._running.IsCompleted)
                throw new InvalidOperationException("mariadbd ended: " + await (Task<ProcessResult>)server._running);
            await Task.Delay(50);
        }

        await ExecuteAsync(
            $"Server={server.Socket};Protocol=Unix;User ID=root;Pooling=false",
            $"""
            create user tests identified by '{server._password}';
            grant all on *.* to tests;
            alter user `root`@`localhost` identified by '{server._password}';
            drop user if exists `root`@`127.0.0.1`, `root`@`::1`;
            """
        );
        return server;
    }

    /// <summary>The server as the delivered tests take it, with {name} in the place of the database.</summary>
    public string ForTests => $"Server=127.0.0.1;Port={_port};Uid=tests;Pwd={_password};Database={{name}};";

    private string Administration => $"Server=127.0.0.1;Port={_port};User ID=tests;Password={_password};Pooling=false";

    private string Socket => Path.Combine(_folder, "s");

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "ba_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(Administration, $"create database {name}");
        return Administration + ";Database=" + name;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Ended by its own command: to kill what runs it as another user would leave it running.
    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync(Administration, "shutdown");
        await _running;
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The server refuses to run as root.
    private static (string Program, IReadOnlyList<string> Arguments) AsServer(string program, IReadOnlyList<string> arguments) =>
        Environment.IsPrivilegedProcess ? ("runuser", ["-u", "mysql", "--", program, .. arguments]) : (program, arguments);

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var request = new ProcessRequest(program, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = TimeSpan.FromMinutes(2) };
        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);
        if (!result.Succeeded)
            throw new InvalidOperationException($"{program} failed: {result.Text}");
    }
}

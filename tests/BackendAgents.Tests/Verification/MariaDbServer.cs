using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using MySqlConnector;

namespace BackendAgents.Tests.Verification;

/// <summary>A MariaDB server in a temporary folder, on the loopback address, with a password of its own.</summary>
internal sealed class MariaDbServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly CancellationTokenSource _end = new();
    private readonly string _password = Guid.NewGuid().ToString("n");
    private readonly IReadOnlyList<string> _more;
    private Task<ProcessResult>? _running;

    private MariaDbServer(string folder, IReadOnlyList<string> more) => (_folder, _more) = (folder, more);

    /// <summary>Starts a server with more options than its usual ones; null when this machine has none.</summary>
    public static async Task<MariaDbServer?> StartAsync(params string[] more)
    {
        if (ProcessRunner.Find("mariadb-install-db", []) is not { } install || OperatingSystem.IsWindows())
            return null;
        var server = new MariaDbServer(Path.Combine(Path.GetTempPath(), "ba-my-" + Guid.NewGuid().ToString("N")[..12]), more);
        Directory.CreateDirectory(server._folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["mysql", server._folder]);
        var (program, arguments) = AsServer(
            install,
            ["--no-defaults", server.Data, "--auth-root-authentication-method=normal", "--skip-test-db"]
        );
        await RunAsync(program, arguments);
        await server.StartAgainAsync();

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

    /// <summary>Starts it where it was killed.</summary>
    public async Task StartAgainAsync()
    {
        File.Delete(Socket);
        var (program, arguments) = AsServer(
            ProcessRunner.Find("mariadbd", ["/usr/sbin"])!,
            [
                "--no-defaults",
                Data,
                "--socket=" + Socket,
                "--pid-file=" + Number,
                "--bind-address=127.0.0.1",
                "--port=" + Port,
                "--max-connections=400",
                "--innodb-flush-log-at-trx-commit=0",
                .. _more,
            ]
        );
        var request = new ProcessRequest(program, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = Timeout.InfiniteTimeSpan };
        _running = ProcessRunner.RunAsync(request, _end.Token);
        while (!File.Exists(Socket))
        {
            if (_running.IsCompleted)
                throw new InvalidOperationException("mariadbd ended: " + await _running);
            await Task.Delay(50);
        }
    }

    /// <summary>Kills it, without a chance to end what it does.</summary>
    public async Task KillAsync()
    {
        await RunAsync("kill", ["-9", (await File.ReadAllTextAsync(Number)).Trim()]);
        await _running!;
    }

    /// <summary>The server as the delivered tests take it, with {name} in the place of the database.</summary>
    public string ForTests => $"Server=127.0.0.1;Port={Port};Uid=tests;Pwd={_password};Database={{name}};";

    /// <summary>The port that it listens on.</summary>
    public int Port { get; } = LoopbackPort.Free();

    /// <summary>How its administrator reaches it.</summary>
    public string Administration => $"Server=127.0.0.1;Port={Port};User ID=tests;Password={_password};Pooling=false";

    private string Data => "--datadir=" + Path.Combine(_folder, "data");

    private string Number => Path.Combine(_folder, "pid");

    private string Socket => Path.Combine(_folder, "s");

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "ba_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(Administration, $"create database {name}");
        return Administration + ";Database=" + name;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Ended by its own command: to kill what runs it as another user would leave it running.
    public async ValueTask DisposeAsync()
    {
        if (!_running!.IsCompleted)
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

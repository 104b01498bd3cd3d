using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;
using Npgsql;

namespace BackendAgents.Tests.Verification;

/// <summary>A PostgreSQL that follows another by streaming, in a folder of its own; it can be held, killed and started again.</summary>
internal sealed class StandbyServer : IFollower
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ba-sb-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly string _programs = Directory.EnumerateDirectories("/usr/lib/postgresql").Order().Last() + "/bin/";

    /// <summary>Copies a server that runs, and follows it.</summary>
    public static async Task<StandbyServer> OfAsync(PostgreSqlServer primary)
    {
        var server = new StandbyServer();
        Directory.CreateDirectory(server._folder);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["postgres", server._folder]);
        var host = new NpgsqlConnectionStringBuilder(primary.ConnectionString).Host!;
        await server.RunAsServerAsync("pg_basebackup", "-h", host, "-U", "postgres", "-D", server.Data, "-R", "-X", "stream", "-c", "fast");
        await server.StartAsync();
        return server;
    }

    private string Data => Path.Combine(_folder, "data");

    public string Of(string database) => new NpgsqlConnectionStringBuilder(database) { Host = _folder, Timeout = 2 }.ConnectionString;

    public Task StartAsync() =>
        RunAsServerAsync(
            "pg_ctl",
            [
                "-D",
                Data,
                "-w",
                "-l",
                Path.Combine(_folder, "log"),
                "-o",
                $"-k {_folder} -c listen_addresses='' -c max_connections=400 -c fsync=off",
                "start",
            ]
        );

    public Task KillAsync() => RunAsServerAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    public async Task HoldAsync(string database, bool on)
    {
        await using var connection = new NpgsqlConnection(Of(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_wal_replay_{(on ? "pause" : "resume")}()", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task RunAsServerAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", _programs + program, .. arguments])
            : RunAsync(_programs + program, arguments);

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var request = new ProcessRequest(program, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = TimeSpan.FromMinutes(2) };
        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);
        Assert.That(result.Succeeded, result.Text);
    }
}

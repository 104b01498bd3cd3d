using System.Net;
using System.Net.Sockets;
using System.Text;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification;

/// <summary>A Redis or memcached on the loopback address, which can go and come back.</summary>
internal sealed class CacheServer : IAsyncDisposable
{
    private readonly string _kind;
    private readonly int _port = LoopbackPort.Free();
    private CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    private CacheServer(string kind) => _kind = kind;

    /// <summary>Starts a server of a kind: <c>redis</c>, <c>memcached</c>.</summary>
    public static async Task<CacheServer> StartAsync(string kind)
    {
        var server = new CacheServer(kind);
        await server.ComeAsync();
        return server;
    }

    /// <summary>The connection string of the service.</summary>
    public string Connection => $"127.0.0.1:{_port}";

    /// <summary>Starts it, empty, where it was before.</summary>
    public async Task ComeAsync()
    {
        string[] arguments =
            _kind == "redis"
                ? ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
                : ["-p", $"{_port}", "-l", "127.0.0.1", "-U", "0", "-u", "nobody", "-I", "2m"];
        var program = ProcessRunner.Find(_kind == "redis" ? "redis-server" : _kind, ["/usr/bin"]);
        Assert.That(program, Is.Not.Null, "install " + _kind);
        _end = new CancellationTokenSource();
        var request = new ProcessRequest(program!, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = Timeout.InfiniteTimeSpan };
        _running = ProcessRunner.RunAsync(request, _end.Token);
        for (var i = 0; i < 200 && !await LoopbackPort.ListensAsync(_port); i++)
            await Task.Delay(50);
        Assert.That(await LoopbackPort.ListensAsync(_port), Is.True, _kind + " does not listen");
    }

    /// <summary>Ends it without a word.</summary>
    public async Task GoAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    /// <summary>Sends a command, and reads the first of its answer.</summary>
    public async Task<string> AskAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        var answer = new byte[4096];
        return Encoding.ASCII.GetString(answer, 0, await client.GetStream().ReadAsync(answer));
    }

    public async ValueTask DisposeAsync() => await GoAsync();
}

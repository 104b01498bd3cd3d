using System.Text.RegularExpressions;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification;

/// <summary>A Varnish on the loopback address with the configuration of a delivery.</summary>
internal sealed class VarnishServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("varnish-");
    private readonly CancellationTokenSource _end = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly string _key = Guid.NewGuid().ToString("n");
    private Task<ProcessResult> _running = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>The connection string by which the service purges it.</summary>
    public string Connection => $"Urls={Address};Key={_key}";

    /// <summary>Starts it before a service, and waits until it leads there.</summary>
    /// <param name="vcl">The configuration as delivered.</param>
    /// <param name="service">The one instance.</param>
    /// <param name="more">Further configuration.</param>
    public async Task StartAsync(string vcl, Uri service, string more)
    {
        // Varnish reads and works as users of its own.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(At("key"), _key);
        var text = Regex.Replace(vcl, "host = \"[^\"]+\"", $"host = \"{service.Host}\"");
        text = Regex.Replace(text, "port = \"[0-9]+\"", $"port = \"{service.Port}\"");
        await File.WriteAllTextAsync(At("default.vcl"), text.Replace("/run/secrets/cdn-key", At("key"), StringComparison.Ordinal) + more);
        var program = ProcessRunner.Find("varnishd", ["/usr/sbin"]);
        Assert.That(program, Is.Not.Null, "install varnish");
        var request = new ProcessRequest(
            program!,
            ["-F", "-n", At("work"), "-a", $"127.0.0.1:{_port}", "-f", At("default.vcl"), "-s", "malloc,32m"]
        )
        {
            WorkingDirectory = _folder.FullName,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _running = ProcessRunner.RunAsync(request, _end.Token);
        using var client = new HttpClient { BaseAddress = Address };
        for (var i = 0; i < 300 && !_running.IsCompleted && !await IsReadyAsync(client); i++)
            await Task.Delay(100);
        Assert.That(await IsReadyAsync(client), Is.True, () => _running.IsCompleted ? _running.Result.Text : "it leads nowhere");
    }

    /// <summary>How often the service said that a copy still holds.</summary>
    public async Task<int> UnchangedAsync()
    {
        string[] arguments = ["-1", "-n", At("work"), "-f", "MAIN.fetch_304"];
        var request = new ProcessRequest(ProcessRunner.Find("varnishstat", ["/usr/bin"])!, arguments)
        {
            WorkingDirectory = _folder.FullName,
            Timeout = TimeSpan.FromSeconds(30),
        };
        var told = await ProcessRunner.RunAsync(request, CancellationToken.None);
        return int.Parse(Regex.Match(told.Text, @"fetch_304\s+(\d+)").Groups[1].Value);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/health/live")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}

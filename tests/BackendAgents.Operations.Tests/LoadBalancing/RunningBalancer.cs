using System.Globalization;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>A delivered balancer that runs before two instances, all on the loopback address.</summary>
internal sealed class RunningBalancer : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task<ProcessResult> _running;

    private RunningBalancer(ProcessRequest request, int port)
    {
        _running = ProcessRunner.RunAsync(request, _end.Token);
        // The certificate is the self-signed one of the delivery.
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        Caller = new HttpClient(handler)
        {
            BaseAddress = new Uri("https://" + Local(port)),
            // A connection for each request: on an old one the client would try again by itself.
            DefaultRequestHeaders = { ConnectionClose = true },
        };
    }

    /// <summary>Whoever calls it.</summary>
    public HttpClient Caller { get; }

    /// <summary>Whether it has not ended by itself.</summary>
    public bool Runs => !_running.IsCompleted;

    /// <summary>
    /// Starts it, and waits until it leads to an instance. Its own check agrees with what is delivered and is not blind.
    /// </summary>
    /// <param name="delivery">A delivery that has the balancer.</param>
    /// <param name="program">The balancer.</param>
    /// <param name="file">Its configuration.</param>
    /// <param name="first">Port of an instance.</param>
    /// <param name="second">Port of the other one.</param>
    public static async Task<RunningBalancer> StartAsync(Operated delivery, string program, string file, int first, int second)
    {
        var secrets = await Judges.RunAsync(delivery.Folder, "bash", "secrets/create.sh");
        Assert.That(secrets.Succeeded, Is.True, secrets.Text);
        var port = LoopbackPort.Free();
        var configuration = delivery
            .Read($"deploy/{program}/{file}")
            .Replace("app-2:8080", Local(second), StringComparison.Ordinal)
            .Replace("app:8080", Local(first), StringComparison.Ordinal)
            .Replace("listen 443", "listen " + Local(port), StringComparison.Ordinal)
            .Replace("listen 80", "listen " + Local(LoopbackPort.Free()), StringComparison.Ordinal)
            .Replace("bind :443", "bind " + Local(port), StringComparison.Ordinal)
            .Replace("bind :80", "bind " + Local(LoopbackPort.Free()), StringComparison.Ordinal)
            .Replace("/dev/stdout", Path.Combine(delivery.Folder, "requests.log"), StringComparison.Ordinal)
            .Replace("/run/secrets", Path.Combine(delivery.Folder, "secrets"), StringComparison.Ordinal);
        var path = Path.Combine(delivery.Folder, file);
        await File.WriteAllTextAsync(path, configuration);
        var pid = $"pid {delivery.Folder}/pid;";
        string[] check = program == "nginx" ? ["-t", "-c", path, "-g", pid] : ["-c", "-f", path];
        string[] run = program == "nginx" ? ["-c", path, "-g", "daemon off; " + pid] : ["-db", "-f", path];

        var found = ProcessRunner.Find(program, ["/usr/sbin"]) ?? program;
        var judged = await Judges.RunAsync(delivery.Folder, found, check);
        Assert.That(judged.Succeeded, Is.True, judged.Text);
        await File.WriteAllTextAsync(path + ".broken", configuration.Replace("timeout", "timeoutt", StringComparison.Ordinal));
        judged = await Judges.RunAsync(delivery.Folder, found, [.. check.Select(item => item == path ? path + ".broken" : item)]);
        Assert.That(judged.Succeeded, Is.False, "the check is blind");

        var balancer = new RunningBalancer(
            new ProcessRequest(found, run) { WorkingDirectory = delivery.Folder, Timeout = Timeout.InfiniteTimeSpan },
            port
        );
        await balancer.BecomesReadyAsync(delivery.Plan.ReadyPath);
        return balancer;
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await _end.CancelAsync();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task BecomesReadyAsync(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if ((await Caller.GetAsync(path)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (!Runs || attempt > 200)
            {
                await DisposeAsync();
                Assert.Fail("It does not start: " + (_running.IsCompletedSuccessfully ? _running.Result.Text : ""));
            }

            await Task.Delay(50);
        }
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}

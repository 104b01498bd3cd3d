using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>A real Prometheus with the delivered rules, which looks at a running service once a second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _client;
    private readonly Task<ProcessResult> _running;

    private PrometheusServer(Uri address, Func<CancellationToken, Task<ProcessResult>> run)
    {
        _client = new HttpClient { BaseAddress = address };
        _running = run(_end.Token);
    }

    public static async Task<PrometheusServer> StartAsync(string folder, string configuration)
    {
        var port = LoopbackPort.Free();
        var file = Path.Combine(folder, "monitoring/prometheus/here.yml");
        await File.WriteAllTextAsync(file, configuration);
        var request = new ProcessRequest(
            "prometheus",
            "--config.file=" + file,
            "--storage.tsdb.path=" + Path.Combine(folder, "tsdb"),
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}")
        )
        {
            Timeout = TimeSpan.FromMinutes(5),
        };
        var server = new PrometheusServer(new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"), cancellationToken =>
            ProcessRunner.RunAsync(request, cancellationToken)
        );
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if ((await server._client.GetAsync("/-/ready")).IsSuccessStatusCode)
                    return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (server._running.IsCompleted || attempt > 300)
                throw new InvalidOperationException(
                    "Prometheus does not start: " + (server._running.IsCompleted ? (await server._running).Text : "")
                );
            await Task.Delay(100);
        }
    }

    /// <summary>What an expression gives: a series an entry, or the error.</summary>
    public async Task<JsonArray> QueryAsync(string expression)
    {
        using var answer = await _client.GetAsync("/api/v1/query?query=" + Uri.EscapeDataString(expression));
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if ((string?)body["status"] != "success")
            throw new InvalidOperationException($"{expression}: {body["error"]}");
        return body["data"]!["result"]!.AsArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _client.Dispose();
        _end.Dispose();
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>
/// The market as its own start script runs it: two instances of each service, two gateways behind nginx, PostgreSQL, RabbitMQ, Redis and
/// Prometheus.
/// </summary>
internal sealed class RunningMarket(Delivered delivered) : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(90);

    // Those of the plan: servers, Erlang's two behind the broker's, gateway and instances, their metrics.
    private static readonly int[] s_ports =
    [
        5432,
        5672,
        5673,
        5674,
        6379,
        9090,
        8443,
        8480,
        .. Enumerable.Range(8080, 8),
        .. Enumerable.Range(9463, 8),
    ];

    private int _offset;
    private HttpClient? _http;

    /// <summary>Where nginx is, which leads to the gateways.</summary>
    public Uri Front => new UriBuilder(At(8443)) { Scheme = Uri.UriSchemeHttps }.Uri;

    /// <summary>Where Prometheus is.</summary>
    public Uri Prometheus => At(9090);

    /// <summary>Starts all.</summary>
    public async Task StartAsync()
    {
        _offset = await FreeAsync();
        _http = Caller(Front);
        await SayAsync("up");
    }

    /// <summary>A caller; the certificate is the self-signed one of the start script.</summary>
    public static HttpClient Caller(Uri there) =>
        new(
            new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        )
        {
            BaseAddress = there,
        };

    /// <summary>Says something to the script, which does it.</summary>
    /// <returns>What it answers.</returns>
    public Task<string> SayAsync(params string[] words) => SayAsync(isBuilt: true, words);

    /// <summary>Replaces all by another build, which answers otherwise, so that it is seen to answer.</summary>
    public async Task UpdateAsync()
    {
        foreach (var program in Directory.GetFiles(delivered.Folder, "Program.cs", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(program);
            var name = program.Contains("/services/", StringComparison.Ordinal) ? "X-Service-Build" : "X-Gateway-Build";
            var said = $"http.Response.Headers[\"{name}\"] = \"2\"; return next(http);";
            await File.WriteAllTextAsync(
                program,
                text.Replace("var app = builder.Build();", $"var app = builder.Build();\napp.Use((http, next) => {{ {said} }});")
            );
        }

        await SayAsync(isBuilt: false, "roll");
        for (var call = 0; call < 4; call++)
        {
            using var answer = await _http!.GetAsync("/api/v1/products");
            Assert.That(answer.Headers.Contains("X-Service-Build") && answer.Headers.Contains("X-Gateway-Build"), "the new build answers");
        }
    }

    private async Task<string> SayAsync(bool isBuilt, params string[] words)
    {
        var request = new ProcessRequest("bash", ["run.sh", .. words])
        {
            WorkingDirectory = delivered.Folder,
            Timeout = TimeSpan.FromMinutes(8),
            Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
            {
                ["PORT_OFFSET"] = _offset.ToString(CultureInfo.InvariantCulture),
                ["CONFIGURATION"] = "Debug",
                ["NO_BUILD"] = isBuilt ? "1" : null,
                ["RateLimit__RequestsPerMinute"] = "1000000",
                ["Auth__PasswordIterations"] = "1000",
            },
        };
        var said = await ProcessRunner.RunAsync(request, CancellationToken.None);
        Assert.That(said.Succeeded, Is.True, $"run.sh {string.Join(' ', words)}: {said.Text}");
        return said.Output;
    }

    /// <summary>Ends both instances of a service without a word.</summary>
    public Task KillAsync(string service) => Task.WhenAll(SayAsync("kill", service + "-1"), SayAsync("kill", service + "-2"));

    /// <summary>Starts them again.</summary>
    public Task ComeAsync(string service) => Task.WhenAll(SayAsync("start", service + "-1"), SayAsync("start", service + "-2"));

    /// <summary>A new account, and its token.</summary>
    public async Task<string> RegisterAsync(string name)
    {
        var body = new
        {
            email = $"{name}@example.com",
            name,
            password = Password,
        };
        return (await CallAsync(null, HttpMethod.Post, "auth/register", body, 201)).GetProperty("accessToken").GetString()!;
    }

    /// <summary>A token of an account that is there; the administrator has a password that the script made.</summary>
    public async Task<string> LogInAsync(string name)
    {
        var password = name == "admin" ? await File.ReadAllTextAsync(Path.Combine(delivered.Folder, ".run/secrets/admin")) : Password;
        var said = await CallAsync(null, HttpMethod.Post, "auth/login", new { email = $"{name}@example.com", password });
        return said.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Calls the gateway, which answers with a status; what it says.</summary>
    public async Task<JsonElement> CallAsync(string? token, HttpMethod method, string path, object? body = null, int status = 200)
    {
        var (found, said) = await TryAsync(token, method, path, body);
        Assert.That(found, Is.EqualTo(status), $"{method} {path}: {said}");
        return said;
    }

    /// <summary>The same, whatever the status.</summary>
    public async Task<(int Status, JsonElement Said)> TryAsync(string? token, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method == HttpMethod.Put)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await _http!.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>How the gateway says that all are.</summary>
    public async Task<JsonElement> HealthAsync() => await _http!.GetFromJsonAsync<JsonElement>("/health/ready");

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan? atMost = null)
    {
        var end = DateTime.UtcNow + (atMost ?? s_most);
        while (!await holds())
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(end), what);
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await SayAsync("clear");
    }

    private Uri At(int port) => new($"http://127.0.0.1:{(port + _offset).ToString(CultureInfo.InvariantCulture)}");

    private static async Task<int> FreeAsync()
    {
        while (true)
        {
            // Below the ports that Linux gives to outgoing connections, which begin at 32768.
            var offset = Random.Shared.Next(10_000, 23_000);
            if (!(await Task.WhenAll(s_ports.Select(port => LoopbackPort.ListensAsync(port + offset)))).Contains(true))
                return offset;
        }
    }
}

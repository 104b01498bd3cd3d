using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Engineering.Division;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>The market as it runs: each service and the gateway a process of its own, with a broker between them.</summary>
internal sealed class RunningMarket(Delivered delivered, string broker) : IAsyncDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(60);
    private readonly string _key = $"{Guid.NewGuid():n}{Guid.NewGuid():n}";
    private readonly Dictionary<string, int> _ports = ServiceDivision
        .Of(delivered.Blueprint)
        .ToDictionary(static share => share.Service.Name, static _ => LoopbackPort.Free());
    private readonly Dictionary<string, DeliveredService> _running = [];
    private HttpClient? _http;

    /// <summary>Starts all services, and the gateway before them.</summary>
    public async Task StartAsync()
    {
        foreach (var name in _ports.Keys)
            await ComeAsync(name);
        var settings = new Dictionary<string, string?> { ["Auth__SigningKey"] = _key };
        foreach (var (name, port) in _ports)
            settings["Services__" + name] = $"http://127.0.0.1:{port}";
        var gateway = await DeliveredService.StartAsync(delivered.Folder, delivered.Blueprint, "", CancellationToken.None, settings);
        _running["gateway"] = gateway;
        _http = new HttpClient { BaseAddress = gateway.Address };
    }

    /// <summary>Starts a service where it was before, on the rows that it had.</summary>
    public async Task ComeAsync(string name)
    {
        var share = ServiceDivision.Of(delivered.Blueprint).Single(share => share.Service.Name == name);
        var folder = Path.Combine(delivered.Folder, share.Folder);
        _running[name] = await DeliveredService.StartAsync(
            folder,
            share.Blueprint,
            $"Data Source={Path.Combine(folder, "rows.db")}",
            CancellationToken.None,
            new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{_ports[name]}",
                ["Auth__SigningKey"] = _key,
                ["Auth__PasswordIterations"] = "1000",
                ["Admin__Login"] = "admin@example.com",
                ["Admin__Password"] = "correct horse battery",
                ["ConnectionStrings__RabbitMq"] = broker,
            }
        );
    }

    /// <summary>Ends a service without a word.</summary>
    public async Task KillAsync(string name)
    {
        await _running[name].DisposeAsync();
        _running.Remove(name);
    }

    /// <summary>A new account, and its token.</summary>
    public async Task<string> RegisterAsync(string name)
    {
        var body = new
        {
            email = $"{name}@example.com",
            name,
            password = "correct horse battery",
        };
        return (await CallAsync(null, HttpMethod.Post, "auth/register", body, 201)).GetProperty("accessToken").GetString()!;
    }

    /// <summary>A token of an account that is there.</summary>
    public async Task<string> LogInAsync(string name) =>
        (
            await CallAsync(
                null,
                HttpMethod.Post,
                "auth/login",
                new { email = $"{name}@example.com", password = "correct horse battery" },
                200
            )
        )
            .GetProperty("accessToken")
            .GetString()!;

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
    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var end = DateTime.UtcNow + s_most;
        while (!await holds())
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(end), what);
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        foreach (var service in _running.Values)
            await service.DisposeAsync();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;
using Microsoft.Data.Sqlite;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>A running stall with a database of its own, which outlives it: it can be killed, started again and looked into.</summary>
internal sealed class Stall(Delivered delivered, string broker, string? folder = null) : IAsyncDisposable
{
    /// <summary>Asks how many messages are neither delivered nor given up.</summary>
    public const string Waiting = "select count(*) from outbox_messages where next_attempt_at is not null";

    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(3);
    private readonly string _database = $"Data Source={Path.Combine(folder ?? delivered.Folder, $"{Guid.NewGuid():n}.db")}";
    private DeliveredService? _service;
    private HttpClient? _http;

    /// <summary>The broker that it is told of when it starts.</summary>
    public string Broker { get; set; } = broker;

    /// <summary>File of the only certificates that it trusts; null for those of the machine.</summary>
    public string? Trusted { get; set; }

    /// <summary>Its connection string.</summary>
    public string Database => _database;

    /// <summary>Starts it, within another program if one is given.</summary>
    public async Task StartAsync(IReadOnlyList<string>? within = null)
    {
        _service = await DeliveredService.StartAsync(
            delivered.Folder,
            delivered.Blueprint,
            _database,
            CancellationToken.None,
            Settings,
            within
        );
        _http = new HttpClient { BaseAddress = _service.Address };
    }

    /// <summary>Has it do something from its command line, beside the one that runs.</summary>
    /// <returns>What it says.</returns>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        var program = Path.Combine(delivered.Folder, "src/Stall/bin/Debug/net10.0/Stall.dll");
        var environment = new Dictionary<string, string?>(Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Database"] = _database,
            ["Logging__LogLevel__Default"] = "Warning",
        };
        var result = await ProcessRunner.RunAsync(
            new ProcessRequest("dotnet", [program, .. arguments]) { Environment = environment, Timeout = s_most },
            CancellationToken.None
        );
        Assert.That(result.Succeeded, result.Text);
        return result.Output;
    }

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        _http?.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        (_http, _service) = (null, null);
    }

    /// <summary>A new item; its id.</summary>
    public async Task<string> AddItemAsync() => (await PostAsync("items", new { name = "apple" })).GetProperty("id").GetString()!;

    /// <summary>Sells pieces of an item; returned from once the service says that it is done.</summary>
    public Task SellAsync(string item, int pieces = 1) => PostAsync("sales", new { itemId = item, pieces });

    /// <summary>The same; what the service answers.</summary>
    public async Task<HttpStatusCode> TrySellAsync(string item, int pieces = 1)
    {
        using var answer = await _http!.PostAsJsonAsync("/api/v1/sales", new { itemId = item, pieces });
        return answer.StatusCode;
    }

    /// <summary>How many pieces of an item were counted.</summary>
    public async Task<int> SoldAsync(string item) =>
        (await _http!.GetFromJsonAsync<JsonElement>($"/api/v1/items/{item}")).GetProperty("sold").GetInt32();

    /// <summary>What it says of its health.</summary>
    public Task<string> HealthAsync() => _http!.GetStringAsync("/health/ready");

    /// <summary>Waits until it says something of its health.</summary>
    public async Task BecomesAsync(string health)
    {
        var said = "";
        await UntilAsync(async () => (said = await HealthAsync()) == health, () => $"{said} instead of {health}");
    }

    /// <summary>Waits until so many pieces of an item were counted, and no more.</summary>
    public async Task CountsAsync(string item, int pieces)
    {
        var sold = 0;
        await UntilAsync(async () => (sold = await SoldAsync(item)) >= pieces, () => $"{sold} of {pieces} counted");
        await UntilAsync(() => Task.FromResult(Number(Waiting) == 0), () => "messages wait");
        Assert.That(await SoldAsync(item), Is.EqualTo(pieces));
    }

    /// <summary>A number from the database, which the service may be using.</summary>
    public long Number(string sql)
    {
        using var connection = new SqliteConnection(_database);
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Keeps it from storing anything, until it is let go.</summary>
    public IAsyncDisposable Hold()
    {
        var connection = new SqliteConnection(_database + ";Pooling=false");
        connection.Open();
        using var command = new SqliteCommand("begin immediate", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what, int pause = 50)
    {
        var end = DateTime.UtcNow + s_most;
        while (!await holds())
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(end), what);
            await Task.Delay(pause);
        }
    }

    private Dictionary<string, string?> Settings =>
        new()
        {
            ["ConnectionStrings__RabbitMq"] = Broker,
            ["RateLimit__RequestsPerMinute"] = "1000000",
            ["SSL_CERT_FILE"] = Trusted,
        };

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http!.PostAsJsonAsync("/api/v1/" + path, body);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Verification.Running;
using Microsoft.Data.Sqlite;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>A running stall with a database of its own, which outlives it: it can be killed, started again and looked into.</summary>
internal sealed class Stall(Delivered delivered, IReadOnlyDictionary<string, string?> settings) : IAsyncDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(60);
    private readonly string _database = $"Data Source={Path.Combine(delivered.Folder, $"{Guid.NewGuid():n}.db")}";
    private DeliveredService? _service;
    private HttpClient? _http;

    /// <summary>Its connection string.</summary>
    public string Database => _database;

    public async Task StartAsync()
    {
        var all = new Dictionary<string, string?>(settings) { ["RateLimit__RequestsPerMinute"] = "1000000" };
        _service = await DeliveredService.StartAsync(delivered.Folder, delivered.Blueprint, _database, CancellationToken.None, all);
        _http = new HttpClient { BaseAddress = _service.Address };
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

    /// <summary>How many pieces of an item were counted.</summary>
    public async Task<int> SoldAsync(string item) =>
        (await _http!.GetFromJsonAsync<JsonElement>($"/api/v1/items/{item}")).GetProperty("sold").GetInt32();

    /// <summary>What it says of its health.</summary>
    public Task<string> HealthAsync() => _http!.GetStringAsync("/health/ready");

    /// <summary>A number from the database, which the service may be using.</summary>
    public long Number(string sql)
    {
        using var connection = new SqliteConnection(_database);
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return (long)command.ExecuteScalar()!;
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

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http!.PostAsJsonAsync("/api/v1/" + path, body);
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

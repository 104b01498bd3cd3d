using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>A running service whose cache is flushed, goes and comes back while many read.</summary>
internal static class CacheFaults
{
    private const int Readers = 8;

    /// <summary>
    /// Reads a list that everybody may read; every answer is a success, and health says the truth. Meanwhile who has logged out stays so,
    /// and nobody else is logged out.
    /// </summary>
    public static async Task RunAsync(Delivered delivered, string list, CacheServer cache)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Cache"] = cache.Connection,
            ["RateLimit__RequestsPerMinute"] = "1000000",
            ["Auth__PasswordIterations"] = "1000",
        };
        var database = await Servers.CreateDatabaseAsync("sqlite", delivered.Folder);
        await using var service = await DeliveredService.StartAsync(
            delivered.Folder,
            delivered.Blueprint,
            database,
            CancellationToken.None,
            settings
        );
        using var client = new HttpClient { BaseAddress = service.Address };
        var path = HttpContract.Of(delivered.Blueprint).Endpoint(list)!.Path;
        Assert.That(await client.GetStringAsync("/health/ready"), Is.EqualTo("Healthy"));

        var (live, ended) = (await TokenAsync(client, "live", logsOut: false), await TokenAsync(client, "ended", logsOut: true));
        using var end = new CancellationTokenSource();
        var callers = Task.WhenAll(CallAsync(client, live, 200, end.Token), CallAsync(client, ended, 401, end.Token));
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(client, path, end.Token))).ToList();
        await Task.Delay(500);
        Assert.That(await cache.AskAsync("DBSIZE"), Does.StartWith(":").And.Not.StartWith(":0"), "copies are kept there");
        await cache.AskAsync("FLUSHALL");
        await Task.Delay(500);
        await cache.GoAsync();
        await BecomesAsync(client, "Degraded");
        await cache.ComeAsync();
        await BecomesAsync(client, "Healthy");
        await end.CancelAsync();
        Assert.That(await callers, Has.All.GreaterThan(10));

        foreach (var (answers, wrong) in await Task.WhenAll(readers))
        {
            Assert.That(answers, Is.GreaterThan(10));
            Assert.That(wrong, Is.Empty);
        }
    }

    private static async Task<(int Answers, IReadOnlyList<string> Wrong)> ReadAsync(HttpClient client, string path, CancellationToken end)
    {
        var (answers, wrong) = (0, new List<string>());
        while (!end.IsCancellationRequested)
        {
            using var response = await client.GetAsync(path, CancellationToken.None);
            answers++;
            if (!response.IsSuccessStatusCode)
                wrong.Add(await response.Content.ReadAsStringAsync(CancellationToken.None));
        }

        return (answers, wrong);
    }

    private static async Task<string> TokenAsync(HttpClient client, string login, bool logsOut)
    {
        using var registered = await client.PostAsJsonAsync("/api/v1/auth/register", new { login, password = "correct horse battery" });
        var tokens = await registered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        if (logsOut)
        {
            var refreshToken = tokens.GetProperty("refreshToken").GetString();
            using var answer = await client.PostAsJsonAsync("/api/v1/auth/logout", new { refreshToken });
            answer.EnsureSuccessStatusCode();
        }

        return tokens.GetProperty("accessToken").GetString()!;
    }

    // How often the same was answered, which is always.
    private static async Task<int> CallAsync(HttpClient client, string token, int expected, CancellationToken end)
    {
        var calls = 0;
        for (; !end.IsCancellationRequested; calls++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request, CancellationToken.None);
            Assert.That((int)answer.StatusCode, Is.EqualTo(expected));
        }

        return calls;
    }

    private static async Task BecomesAsync(HttpClient client, string health)
    {
        var said = "";
        for (var i = 0; i < 100 && said != health; i++)
        {
            await Task.Delay(100);
            said = await client.GetStringAsync("/health/ready");
        }

        Assert.That(said, Is.EqualTo(health));
    }
}

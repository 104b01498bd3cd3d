using BackendAgents.Engineering.Contracts;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>A running service whose cache is flushed, goes and comes back while many read.</summary>
internal static class CacheFaults
{
    private const int Readers = 8;

    /// <summary>Reads a list that everybody may read; every answer is a success, and health says the truth.</summary>
    public static async Task RunAsync(Delivered delivered, string list, CacheServer cache)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Cache"] = cache.Connection,
            ["RateLimit__RequestsPerMinute"] = "1000000",
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

        using var end = new CancellationTokenSource();
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

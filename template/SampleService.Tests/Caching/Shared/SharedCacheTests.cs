using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What instances share by a cache; only where the environment variable TEST_CACHE names one.</summary>
public sealed class SharedCacheTests
{
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _other = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = SecondInstance.First();
        _other = SecondInstance.Beside(_host, 100_000);
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _other?.Dispose();
        _host?.Dispose();
    }

    [TestCaseSource(typeof(CacheSamples), nameof(CacheSamples.All))]
    public async Task What_one_instance_changes_no_other_answers_as_it_was(ReadSample sample)
    {
        var row = await _host.WithDbAsync(db => sample.RowAsync(db, Guid.Empty));
        var (here, _) = await _host.ClientAsync(sample.Role);
        using var there = _other.CreateClient();
        there.DefaultRequestHeaders.Authorization = here.DefaultRequestHeaders.Authorization;

        for (var change = 1; change <= 5; change++)
        {
            Assert.That(await ReadAsync(there, sample, row), Is.EqualTo(await ReadAsync(here, sample, row)));
            await _host.WithDbAsync(db => sample.TouchAsync(db, row.Id, row.UpdatedAt.AddDays(change)));
            var now = await ReadAsync(there, sample, row);
            Assert.That(now, Does.Contain(row.UpdatedAt.AddDays(change).ToString("yyyy-MM-dd")));
            Assert.That(await ReadAsync(here, sample, row), Is.EqualTo(now));
        }
    }

    [Test]
    public async Task A_stamp_is_made_once_and_stays_until_it_is_replaced()
    {
        var (here, there) = (Stamps(_host.Services), Stamps(_other.Services));

        var made = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? here : there).CurrentAsync(["new", "other"]).AsTask())
        );
        Assert.That(made.Select(static stamps => string.Join(' ', stamps!)).Distinct().Count(), Is.EqualTo(1));

        Assert.That(await here.ReplaceAsync(["new"]), Is.True);
        var current = await there.CurrentAsync(["new", "other"]);
        Assert.That(current![0], Is.Not.EqualTo(made[0]![0]));
        Assert.That(current[1], Is.EqualTo(made[0]![1]));
    }

    private static ICacheStamps Stamps(IServiceProvider services) => services.GetRequiredService<ICacheStamps>();

    private static async Task<string> ReadAsync(HttpClient client, ReadSample sample, Row row)
    {
        using var answer = await client.GetAsync(sample.Of(row));
        await answer.AssertStatusAsync(200);
        return await answer.Content.ReadAsStringAsync();
    }
}

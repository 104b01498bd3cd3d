using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Copies of answers: one query for many, nothing old after a change, and none for who may not see all rows.</summary>
[TestFixtureSource(typeof(CacheSamples), nameof(CacheSamples.All))]
public sealed class CacheTests(ReadSample sample)
{
    private const int Callers = 20;

    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [Test]
    public async Task A_copy_answers_until_the_service_changes_the_row()
    {
        var (client, row) = await WarmAsync();
        var first = await ReadAsync(client, row);

        await sample.TouchAsync(Unwatched(), row.Id, row.UpdatedAt.AddDays(1));
        Assert.That(await ReadAsync(client, row), Is.EqualTo(first), "nobody has told the service of it");

        await _host.WithDbAsync(db => sample.TouchAsync(db, row.Id, row.UpdatedAt.AddDays(2)));
        var second = await ReadAsync(client, row);
        Assert.That(second, Is.Not.EqualTo(first), "a statement over rows");

        await _host.WithDbAsync(async db =>
        {
            await db.Entry(row).ReloadAsync();
            db.Entry(row).State = EntityState.Modified;
            return await db.SaveChangesAsync();
        });
        Assert.That(await ReadAsync(client, row), Is.Not.EqualTo(second), "a tracked row");
    }

    [Test]
    public async Task Rows_that_are_saved_together_end_their_copies()
    {
        var (client, row) = await WarmAsync();
        var (first, other) = (await ReadAsync(client, row), await RowAsync());

        await _host.WithDbAsync(db =>
        {
            db.AttachRange(row, other);
            db.Entry(row).State = db.Entry(other).State = EntityState.Modified;
            return db.SaveChangesAsync();
        });

        Assert.That(await ReadAsync(client, row), Is.Not.EqualTo(first), "in a transaction that nobody but Entity Framework began");
    }

    [Test]
    public async Task What_is_undone_ends_no_copy_and_leaves_none()
    {
        var (client, row) = await WarmAsync();
        var first = await ReadAsync(client, row);

        await _host.WithDbAsync(db =>
            db.InTransactionAsync(() => sample.TouchAsync(db, row.Id, row.UpdatedAt.AddDays(3)), static _ => false, CancellationToken.None)
        );

        var misses = Metrics.Misses;
        Assert.That(await ReadAsync(client, row), Is.EqualTo(first));
        Assert.That(Metrics.Misses, Is.EqualTo(misses));
    }

    [Test]
    public async Task Of_many_that_ask_at_once_one_asks_the_database()
    {
        var (client, _) = await _host.ClientAsync(sample.Role);
        var row = await RowAsync();
        var misses = Metrics.Misses;

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => ReadAsync(client, row))));

        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        Assert.That(Metrics.Misses - misses, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_may_not_see_all_rows_is_given_no_copy()
    {
        var (_, row) = await WarmAsync();
        if (!sample.IsOpen)
        {
            var (nobody, _) = await _host.ClientAsync(null);
            using var refused = await nobody.GetAsync(sample.Of(row));
            await refused.AssertStatusAsync(401);
        }

        if (sample.OwnRole is null)
            return;
        var hits = Metrics.Hits;
        var (stranger, _) = await _host.ClientAsync(sample.OwnRole);
        using var answer = await stranger.GetAsync(sample.Of(row));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain(row.Id.ToString()));
        Assert.That(Metrics.Hits, Is.EqualTo(hits));
    }

    private CacheMetrics Metrics => _host.Services.GetRequiredService<CacheMetrics>();

    private async Task<Row> RowAsync()
    {
        var owner = sample.OwnRole is null ? Guid.Empty : (await _host.ClientAsync(sample.OwnRole)).Account;
        return await _host.WithDbAsync(db => sample.RowAsync(db, owner));
    }

    private async Task<(HttpClient Client, Row Row)> WarmAsync()
    {
        var (client, _) = await _host.ClientAsync(sample.Role);
        var row = await RowAsync();
        await ReadAsync(client, row);
        return (client, row);
    }

    private async Task<string> ReadAsync(HttpClient client, Row row)
    {
        using var answer = await client.GetAsync(sample.Of(row));
        await answer.AssertStatusAsync(200);
        return $"{answer.Headers.ETag} {await answer.Content.ReadAsStringAsync()}";
    }

    // The database as another program sees it.
    private AppDb Unwatched()
    {
        var connection = _host.Services.GetRequiredService<IConfiguration>().GetConnectionString("Database")!;
        var options = new DbContextOptionsBuilder<AppDb>();
        Databases.All.First(database => database.Recognises(connection)).Use(options, connection);
        return new AppDb(options.Options);
    }
}

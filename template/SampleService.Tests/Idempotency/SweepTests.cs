using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Answers are kept for a day.</summary>
public sealed class SweepTests
{
    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [Test]
    public async Task What_is_older_than_a_day_is_forgotten()
    {
        var account = Guid.NewGuid();
        var left = await _host.WithDbAsync(async db =>
        {
            foreach (var age in new[] { 1, 23, 25, 72 })
                db.Add(
                    new KeptAnswer
                    {
                        AccountId = account,
                        Key = $"{age}",
                        CreatedAt = db.Now.AddHours(-age),
                    }
                );
            await db.SaveChangesAsync();
            await KeptAnswersSweep.ForgetAsync(db, CancellationToken.None);
            return await db.Set<KeptAnswer>().Where(kept => kept.AccountId == account).Select(static kept => kept.Key).ToListAsync();
        });

        Assert.That(left, Is.EquivalentTo(["1", "23"]));
    }
}

using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>How the database reads a page.</summary>
[Property("Proves", "feature pagination")]
public sealed class PagingTests
{
    [Test]
    public async Task A_deep_page_begins_its_search_at_the_cursor()
    {
        using var host = new TestHost();
        var plan = await host.WithDbAsync(db =>
        {
            Assume.That(db.Database.IsRelational(), "no plan can be had");
            // What is listed has this index.
            var listed = db
                .Model.GetEntityTypes()
                .FirstOrDefault(static type =>
                    type.GetIndexes()
                        .Any(static index => string.Join(' ', index.Properties.Select(static property => property.Name)) == "CreatedAt Id")
                );
            Assume.That(listed, Is.Not.Null, "nothing is listed here");
            var method = typeof(PagingTests).GetMethod(nameof(PlanAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
            return (Task<string>)method.MakeGenericMethod(listed!.ClrType).Invoke(null, [db])!;
        });

        // SQLite, PostgreSQL, MySQL and MariaDB, each in its own words.
        Assert.That(plan, Does.Match(@"SEARCH .*created_at<|Index Cond: \(.*created_at|range|no matching row").IgnoreCase);
    }

    private static async Task<string> PlanAsync<TRow>(AppDb db)
        where TRow : Row
    {
        await db.Database.OpenConnectionAsync();
        var page = db.Set<TRow>().After(DateTimeOffset.UtcNow, Guid.CreateVersion7()).NewestFirst().Take(20);
        await using var command = page.CreateDbCommand();
        var isPostgreSql = db.Database.ProviderName!.Contains("PostgreSQL", StringComparison.Ordinal);

        // A table without rows would be read whole.
        command.CommandText =
            (
                isPostgreSql ? "SET enable_seqscan = off; EXPLAIN "
                : db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN "
                : "EXPLAIN "
            ) + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            for (var column = 0; column < reader.FieldCount; column++)
                lines.Add(reader.GetValue(column).ToString()!);
        }

        return string.Join('\n', lines);
    }
}

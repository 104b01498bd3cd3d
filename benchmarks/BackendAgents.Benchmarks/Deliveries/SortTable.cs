using System.Globalization;
using System.Text.Json;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification.PostgreSql;
using Npgsql;

namespace BackendAgents.Benchmarks.Deliveries;

/// <summary>
/// Pages of a list that callers sort beside pages of its own order, newest first: the first ones and deep ones. On PostgreSQL; all in
/// turns, medians.
/// </summary>
internal static class SortTable
{
    private const int Posts = 100_000;
    private const int Depth = 90_000;
    private const int Page = 20;
    private const string List = "/api/v1/posts";
    private const string Rating = "{ name: rating, type: int, required: true }";

    private static readonly (string What, string Sort)[] s_orders =
    [
        ("newest first, its own order", ""),
        ("a number, smallest first", "&sort=rating"),
        ("a number, greatest first", "&sort=-rating"),
        ("a text", "&sort=title"),
    ];

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sort-table-").FullName;
        try
        {
            await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None)
                ?? throw new InvalidOperationException("Install postgresql.");
            var yaml = (await PostsService.BlueprintAsync())
                .Replace("{ name: Post, fields: [", $"{{ name: Post, fields: [{Rating}, ", StringComparison.Ordinal)
                .Replace("entity: Post, kind: list,", "entity: Post, kind: list, sort: [rating, title],", StringComparison.Ordinal);
            var read = CapabilityCatalog.BuiltIn.Read(yaml);
            var blueprint = read.Blueprint ?? throw new InvalidOperationException(string.Join('\n', read.Problems));
            var (service, database) = await PostsService.StartAsync(blueprint, folder, server, "ConnectionStrings__Cache", null);
            await using var _ = service;
            using var client = new HttpClient { BaseAddress = service.Address };
            await FillAsync(database);
            await CompareAsync(client);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(HttpClient client)
    {
        var pages = new List<List<string>>();
        foreach (var (_, sort) in s_orders)
        {
            pages.Add(await PagesAsync(client, sort, 0));
            pages.Add(await PagesAsync(client, sort, Depth));
        }

        var rates = await Rates.OfAsync(
            pages.ConvertAll<Func<int, Task>>(paths => async n => await client.GetByteArrayAsync(paths[n % paths.Count]))
        );
        Console.WriteLine("| order | first pages a second | of its own order | at depth 90,000 | of its own order | of its first pages |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (var i = 0; i < s_orders.Length; i++)
        {
            var (first, deep) = (rates[2 * i], rates[2 * i + 1]);
            FormattableString row =
                $"| {s_orders[i].What} | {first:0} | {first / rates[0]:0.00} | {deep:0} | {deep / rates[1]:0.00} | {deep / first:0.00} |";
            Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));
        }
    }

    // Fifty pages, one after the other, from a depth on.
    private static async Task<List<string>> PagesAsync(HttpClient client, string sort, int depth)
    {
        var cursor = "";
        async Task<string> NextAsync(int limit)
        {
            var path = $"{List}?limit={limit}{sort}{cursor}";
            cursor = "&cursor=" + JsonElement.Parse(await client.GetStringAsync(path)).GetProperty("nextCursor").GetString();
            return path;
        }

        for (var seen = 0; seen < depth; seen += 100)
            await NextAsync(100);
        var pages = new List<string>();
        while (pages.Count < 50)
            pages.Add(await NextAsync(Page));
        return pages;
    }

    // A number is shared by a hundred rows; texts differ from their first letters on.
    private static async Task FillAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var fill = new NpgsqlCommand(
            $"""
            insert into posts (id, rating, title, body, created_at)
                select gen_random_uuid(), g * 7919 % 1000, md5(g::text), repeat('x', 500), now() - g * interval '1 s'
                from generate_series(1, {Posts}) g;
            analyze posts;
            """,
            connection
        );
        await fill.ExecuteNonQueryAsync();
    }
}

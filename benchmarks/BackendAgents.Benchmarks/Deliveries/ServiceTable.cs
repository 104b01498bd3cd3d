using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;
using Npgsql;

namespace BackendAgents.Benchmarks.Deliveries;

/// <summary>
/// A delivered service on PostgreSQL with and without copies of its answers, and GraphQL beside the REST calls that it takes the place of.
/// Eight callers at once; all sides in turns, medians.
/// </summary>
internal static class ServiceTable
{
    private const int Posts = 20_000;
    private const int Page = 20;
    private const string List = "/api/v1/posts";

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("service-table-").FullName;
        var ends = new Stack<IAsyncDisposable>();
        try
        {
            var server = await PostgreSqlServer.StartAsync(CancellationToken.None)
                ?? throw new InvalidOperationException("Install postgresql.");
            ends.Push(server);
            var redis = new Redis();
            ends.Push(redis);
            var sides = new List<Side>();
            (string Name, string? Cache, string? Connection)[] all =
            [
                ("none", null, null),
                ("memory", "redis", null),
                ("redis", "redis", redis.Connection),
            ];
            foreach (var (name, cache, connection) in all)
            {
                var side = await Side.StartAsync(name, Path.Combine(folder, name), cache, connection, server);
                ends.Push(side);
                sides.Add(side);
            }

            await CachesAsync(sides);
            await GraphQlAsync(sides[0]);
        }
        finally
        {
            while (ends.TryPop(out var end))
                await end.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CachesAsync(List<Side> sides)
    {
        Console.WriteLine("| requests a second | no copies | in memory | ratio | in Redis | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        (string What, Func<Side, int, Task> Call)[] all =
        [
            ("first pages, 20 rows", static (side, n) => side.GetAsync(side.Pages[n % side.Pages.Count])),
            ("one row", static (side, n) => side.GetAsync(side.Rows[n % side.Rows.Count])),
            ("create", static (side, n) => side.CreateAsync()),
            ("first pages, every tenth call a create", static (side, n) =>
                n % 10 == 0 ? side.CreateAsync() : side.GetAsync(side.Pages[n % 5])
            ),
        ];
        foreach (var (what, call) in all)
        {
            var rates = await Rates.OfAsync(sides.ConvertAll<Func<int, Task>>(side => n => call(side, n)));
            Row($"| {what} | {rates[0]:0} | {rates[1]:0} | {rates[1] / rates[0]:0.00} | {rates[2]:0} | {rates[2] / rates[0]:0.00} |");
        }
    }

    private static async Task GraphQlAsync(Side side)
    {
        Console.WriteLine();
        Console.WriteLine("| 20 posts with 5 comments each | whole answers a second | calls each | ratio |");
        Console.WriteLine("|---|---|---|---|");
        var rates = await Rates.OfAsync([_ => side.QueryAsync(), _ => side.CallsAsync(atOnce: true), _ => side.CallsAsync(atOnce: false)]);
        Row($"| GraphQL | {rates[0]:0.0} | 1 | |");
        Row($"| REST, comments of all posts at once | {rates[1]:0.0} | {Page + 1} | {rates[0] / rates[1]:0.00} |");
        Row($"| REST, one call after the other | {rates[2]:0.0} | {Page + 1} | {rates[0] / rates[2]:0.00} |");
    }

    private static void Row(FormattableString row) => Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));

    /// <summary>A Redis on the loopback address, which keeps nothing on disk.</summary>
    private sealed class Redis : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _running;

        public Redis()
        {
            Connection = $"127.0.0.1:{LoopbackPort.Free()}";
            var program = ProcessRunner.Find("redis-server", ["/usr/bin"]) ?? throw new InvalidOperationException("Install redis-server.");
            string[] arguments = ["--port", Connection.Split(':')[1], "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
            _running = ProcessRunner.RunAsync(
                new ProcessRequest(program, arguments) { WorkingDirectory = Path.GetTempPath(), Timeout = TimeSpan.FromHours(1) },
                _end.Token
            );
        }

        public string Connection { get; }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }
    }

    /// <summary>A running service with rows.</summary>
    private sealed class Side(DeliveredService service, HttpClient client) : IAsyncDisposable
    {
        public IReadOnlyList<string> Pages { get; private set; } = [];

        public IReadOnlyList<string> Rows { get; private set; } = [];

        public static async Task<Side> StartAsync(string name, string folder, string? cache, string? connection, PostgreSqlServer server)
        {
            Console.Error.WriteLine($"Building: {name}");
            var blueprint = CapabilityCatalog.BuiltIn.Read(await PostsService.BlueprintAsync()).Blueprint!;
            blueprint = blueprint with { Deployment = blueprint.Deployment with { Cache = cache } };
            var (service, database) = await PostsService.StartAsync(blueprint, folder, server, "ConnectionStrings__Cache", connection);
            var side = new Side(service, new HttpClient { BaseAddress = service.Address });
            await FillAsync(database);
            await side.LookAsync();
            return side;
        }

        public async Task GetAsync(string path) => (await client.GetByteArrayAsync(path)).ToString();

        public async Task CreateAsync()
        {
            using var made = await client.PostAsJsonAsync(List, new { title = "A new one", body = new string('x', 500) });
            made.EnsureSuccessStatusCode();
        }

        public async Task QueryAsync()
        {
            const string Query = "{ posts(first: 20) { nodes { id title body comments(first: 5) { nodes { id body } } } } }";
            using var answer = await client.PostAsJsonAsync("/graphql", new { query = Query });
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || text.Contains("\"errors\"", StringComparison.Ordinal))
                throw new InvalidOperationException(text);
        }

        public async Task CallsAsync(bool atOnce)
        {
            var page = JsonElement.Parse(await client.GetStringAsync($"{List}?limit={Page}"));
            var paths = page.GetProperty("items")
                .EnumerateArray()
                .Select(static row => $"/api/v1/comments?limit=5&postId={row.GetProperty("id")}");
            if (atOnce)
                await Task.WhenAll(paths.Select(GetAsync));
            else
                foreach (var path in paths)
                    await GetAsync(path);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await service.DisposeAsync();
        }

        private static async Task FillAsync(string database)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await using var fill = new NpgsqlCommand(
                $"""
                insert into posts (id, title, body, created_at)
                    select gen_random_uuid(), 'Post ' || g, repeat('x', 500), now() - g * interval '1 s'
                    from generate_series(1, {Posts}) g;
                insert into comments (id, post_id, body, created_at)
                    select gen_random_uuid(), id, repeat('y', 100), created_at + g * interval '1 s'
                    from posts, generate_series(1, 5) g;
                analyze posts; analyze comments;
                """,
                connection
            );
            await fill.ExecuteNonQueryAsync();
        }

        private async Task LookAsync()
        {
            var (pages, rows, cursor) = (new List<string>(), new List<string>(), "");
            while (pages.Count < 50)
            {
                pages.Add($"{List}?limit={Page}{cursor}");
                var page = JsonElement.Parse(await client.GetStringAsync(pages[^1]));
                rows.AddRange(page.GetProperty("items").EnumerateArray().Take(4).Select(static row => $"{List}/{row.GetProperty("id")}"));
                cursor = "&cursor=" + page.GetProperty("nextCursor").GetString();
            }

            (Pages, Rows) = (pages, rows);
        }
    }
}

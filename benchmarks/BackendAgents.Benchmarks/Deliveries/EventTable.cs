using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Verification;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;
using Npgsql;

namespace BackendAgents.Benchmarks.Deliveries;

/// <summary>
/// What it costs a create to announce an event by RabbitMQ: through the outbox, as it is delivered, and told to the broker within the
/// call, which is often written by hand, and loses or invents events when something dies. All on PostgreSQL.
/// </summary>
internal static class EventTable
{
    private const string Event = "{ name: PostWritten, entity: Post, on: created, payload: { postId: id, title: title } }";

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("event-table-").FullName;
        var ends = new Stack<IAsyncDisposable>();
        try
        {
            var server = await PostgreSqlServer.StartAsync(CancellationToken.None)
                ?? throw new InvalidOperationException("Install postgresql.");
            ends.Push(server);
            var broker = await BrokerServer.StartAsync();
            ends.Push(broker);
            var sides = new List<Side>();
            foreach (var how in Enum.GetValues<How>())
            {
                var side = await Side.StartAsync(how, Path.Combine(folder, how.ToString()), server, broker.Connection);
                ends.Push(side);
                sides.Add(side);
            }

            await CompareAsync(sides);
        }
        finally
        {
            while (ends.TryPop(out var end))
                await end.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(List<Side> sides)
    {
        var drained = new List<double>();
        var rates = await Rates.OfAsync(
            sides.ConvertAll<Func<int, Task>>(static side => _ => side.CreateAsync()),
            // What a turn left in the outbox would slow down the next side.
            async side =>
            {
                var rate = await sides[side].DrainAsync();
                if (rate > 0 != (sides[side].How == How.Outbox))
                    throw new InvalidOperationException($"{sides[side].How} had {rate} events a second in its outbox.");
                if (rate > 0)
                    drained.Add(rate);
            }
        );
        Console.WriteLine("| a create that | creates a second | ratio |");
        Console.WriteLine("|---|---|---|");
        for (var i = 0; i < sides.Count; i++)
            Row($"| {Title(sides[i].How)} | {rates[i]:0} | {rates[i] / rates[0]:0.00} |");
        Row($"The outbox tells {drained.Order().ElementAt(drained.Count / 2):0} events a second when nobody calls.");
    }

    private static string Title(How how) =>
        how switch
        {
            How.Nothing => "announces nothing",
            How.Outbox => "stores its event, told by the outbox",
            _ => "waits for the broker's confirmation",
        };

    private static void Row(FormattableString row) => Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));

    private enum How
    {
        Nothing,
        Outbox,
        Direct,
    }

    /// <summary>A running service.</summary>
    private sealed class Side(How how, DeliveredService service, HttpClient client, string database) : IAsyncDisposable
    {
        public How How => how;

        public static async Task<Side> StartAsync(How how, string folder, PostgreSqlServer server, string broker)
        {
            Console.Error.WriteLine($"Building: {how}");
            var yaml = await PostsService.BlueprintAsync();
            if (how != How.Nothing)
                yaml =
                    yaml.Replace("{ database: postgresql }", "{ database: postgresql, messaging: rabbitmq }", StringComparison.Ordinal)
                    + $"events: [{Event}]\n";
            var read = CapabilityCatalog.BuiltIn.Read(yaml);
            var (service, database) = await PostsService.StartAsync(
                read.Blueprint ?? throw new InvalidOperationException(string.Join('\n', read.Problems)),
                folder,
                server,
                "ConnectionStrings__RabbitMq",
                how == How.Nothing ? null : broker,
                how == How.Direct ? TellAtOnceAsync : null
            );
            return new Side(how, service, new HttpClient { BaseAddress = service.Address }, database);
        }

        public async Task CreateAsync()
        {
            using var made = await client.PostAsJsonAsync("/api/v1/posts", new { title = "A new one", body = new string('x', 500) });
            made.EnsureSuccessStatusCode();
        }

        /// <summary>Waits until nothing is in the outbox; how many events a second left it.</summary>
        public async Task<double> DrainAsync()
        {
            if (how == How.Nothing)
                return 0;
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await using var waiting = new NpgsqlCommand(
                "select count(*) from outbox_messages where next_attempt_at is not null",
                connection
            );
            var (first, began) = ((long)(await waiting.ExecuteScalarAsync())!, Stopwatch.GetTimestamp());
            while ((long)(await waiting.ExecuteScalarAsync())! > 0)
                await Task.Delay(50);
            return first / Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await service.DisposeAsync();
        }

        // The place where an event goes into the outbox tells the broker instead.
        private static async Task TellAtOnceAsync(string folder)
        {
            const string Stored = "work.Db.Post(EventOutbox.Name, key, Envelope(work.Now, type, subject, key, data));";
            const string Told =
                "work.Service<IEventTransport>()"
                + ".PublishAsync(Envelope(work.Now, type, subject, key, data) with { Id = Guid.CreateVersion7() }, default)"
                + ".GetAwaiter().GetResult();";
            var path = Directory.GetFiles(folder, "EventPublisher*.cs", SearchOption.AllDirectories).Single();
            var code = await File.ReadAllTextAsync(path);
            if (!code.Contains(Stored, StringComparison.Ordinal))
                throw new InvalidOperationException("The publisher changed: this table has to be told how.");
            await File.WriteAllTextAsync(path, code.Replace(Stored, Told, StringComparison.Ordinal));
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;
using SampleService.Infrastructure.GraphQl;

namespace SampleService.Tests;

/// <summary>Subscriptions: who hears of what, in which order, and until when.</summary>
public sealed class GraphEventTests
{
    private TestHost _host = null!;
    private GraphDocuments _documents = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost();
        _documents = new GraphDocuments(_host.Services);
    }

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [TestCaseSource(typeof(GraphTables), nameof(GraphTables.Events))]
    public async Task Whoever_may_read_the_row_hears_of_it_and_nobody_else(object some)
    {
        var told = (GraphEvent)some;
        foreach (var role in GraphSamples.Roles)
        {
            var (client, account) = await _host.ClientAsync(role);
            // Who may read no row at all is refused as over REST; who may read some is not told that there was another one.
            var refused = await StatusAsync(client, told, Guid.NewGuid());
            var expected = refused is 401 or 403 ? refused : GraphEnd.Closing.Status;
            foreach (var owner in new[] { account, Guid.Empty })
            {
                var id = await RowAsync(_host, told, owner);
                var shown = await ReadAsync(client, told, id);
                using var stream = await GraphStream.OpenAsync(client, _documents.Subscribe(told));
                var payload = _documents.Told(told);
                await HappenAsync(_host, told, payload, id);
                Feed(_host).Close(GraphEnd.Closing);
                var (heard, end) = await stream.RestAsync();

                var what = $"{told.Field} of {(owner == account ? "an own" : "another")} row as {role ?? "nobody"}";
                Assert.That(heard, Has.Count.EqualTo(shown is null ? 0 : 1), what);
                Assert.That((int)end!["extensions"]!["status"]!, Is.EqualTo(expected), what);
                if (shown is null)
                    continue;
                var row = heard[0][told.Field]!["row"]!.AsObject();
                foreach (var (name, value) in row.Where(static value => value.Key != "etag"))
                    Assert.That(JsonNode.DeepEquals(value, shown[name]), Is.True, $"{what}: {name} is {value}");
                foreach (var (name, value) in payload)
                    Assert.That(JsonNode.DeepEquals(value, heard[0][told.Field]!["payload"]![name]), Is.True, $"{what}: {name}");
            }
        }
    }

    [Test]
    public async Task Many_hear_all_once_in_its_order_and_one_too_many_is_refused()
    {
        var (told, client, account) = await ReaderAsync(_host);
        var most = Math.Min(GraphTables.MaxSubscriptionsPerCaller, 20);
        var streams = await Task.WhenAll(Enumerable.Range(0, most).Select(_ => GraphStream.OpenAsync(client, _documents.Subscribe(told))));
        if (most == GraphTables.MaxSubscriptionsPerCaller)
            await AssertEndAsync(client, told, "too-many-subscriptions");
        Guid[] rows = [await RowAsync(_host, told, account), await RowAsync(_host, told, account), await RowAsync(_host, told, account)];
        await HappenAsync(_host, told, _documents.Told(told), rows);
        await Feed(_host).ReadAsync(CancellationToken.None);
        Feed(_host).Close(GraphEnd.Closing);

        foreach (var (heard, _) in await Task.WhenAll(streams.Select(static stream => stream.RestAsync())))
            Assert.That(heard.Select(one => (string?)one[told.Field]!["row"]!["id"]), Is.EqualTo(rows.Select(static id => id.ToString())));
        Array.ForEach(streams, static stream => stream.Dispose());
        using var again = await GraphStream.OpenAsync(client, _documents.Subscribe(told));
        Feed(_host).Close(GraphEnd.Closing);
        Assert.That((await again.RestAsync()).Told, Is.Empty, "what was told before is told again");
    }

    [Test]
    public async Task An_instance_that_tells_as_many_as_it_can_takes_nobody_else()
    {
        var feed = Feed(_host);
        var told = GraphTables.Events[0];
        var all = Enumerable.Range(0, GraphTables.MaxSubscriptions).Select(n => new GraphSubscriber(told, null, $"caller {n}")).ToList();
        foreach (var one in all)
            Assert.That(await feed.AddAsync(one, default), Is.Null);

        var next = new GraphSubscriber(told, null, "another");
        Assert.That(await feed.AddAsync(next, default), Is.EqualTo(GraphEnd.Full));
        feed.Remove(all[0]);
        Assert.That(await feed.AddAsync(next, default), Is.Null);
        all.Append(next).ToList().ForEach(feed.Remove);
    }

    [Test]
    public async Task Whoever_is_too_slow_is_told_so_and_holds_nobody_up()
    {
        var (told, client, account) = await ReaderAsync(_host);
        // An owner may have one row only, so the other one is none.
        var (many, one) = (Guid.NewGuid(), await RowAsync(_host, told, account));
        using var slow = await GraphStream.OpenAsync(client, _documents.Subscribe(told, many));
        using var other = await GraphStream.OpenAsync(client, _documents.Subscribe(told, one));

        for (var n = 0; n < 10 * (GraphTables.SubscriptionQueue + 10); n++)
            Feed(_host).Tell(Envelope(told, many, _documents.Told(told)));
        await HappenAsync(_host, told, _documents.Told(told), one);
        Feed(_host).Close(GraphEnd.Closing);

        Assert.That((string?)(await slow.RestAsync()).End!["extensions"]!["code"], Is.EqualTo(GraphEnd.TooSlow.Code));
        var (heard, end) = await other.RestAsync();
        Assert.That(heard, Has.Count.EqualTo(1));
        Assert.That((string?)end!["extensions"]!["code"], Is.EqualTo(GraphEnd.Closing.Code));
    }

    [Test]
    public async Task Nobody_hears_anything_by_a_token_that_has_ended()
    {
        var clock = new Shifted();
        using var host = new TestHost(clock, settings: new() { [GraphStreams.KeepAlive] = "1" });
        var (told, client, account) = await ReaderAsync(host);
        if (client.DefaultRequestHeaders.Authorization is null)
            return;
        var id = await RowAsync(host, told, account);
        using var quiet = await GraphStream.OpenAsync(client, _documents.Subscribe(told, Guid.NewGuid()));
        using var stream = await GraphStream.OpenAsync(client, _documents.Subscribe(told));
        clock.Shift = TimeSpan.FromDays(400);
        await HappenAsync(host, told, _documents.Told(told), id);

        foreach (var one in new[] { stream, quiet })
        {
            var (heard, end) = await one.RestAsync();
            Assert.That(heard, Is.Empty);
            Assert.That((int)end!["extensions"]!["status"]!, Is.EqualTo(401));
        }
    }

    [Test]
    public async Task A_subscription_is_answered_by_a_stream_or_not_at_all()
    {
        var (told, client, _) = await ReaderAsync(_host);
        var request = new JsonObject { ["query"] = _documents.Subscribe(told) };
        var answer = await GraphDocuments.SendAsync(client, request);
        Assert.That((string?)answer["errors"]![0]!["extensions"]!["code"], Is.EqualTo("event-stream-expected"));
        Assert.That(Feed(_host).Count, Is.Zero);

        using var query = await GraphStream.OpenAsync(client, "{ __typename }");
        Assert.That((string?)(await query.RestAsync()).Told.Single()["__typename"], Is.EqualTo("Query"));
    }

    private async Task AssertEndAsync(HttpClient client, GraphEvent told, string code)
    {
        using var stream = await GraphStream.OpenAsync(client, _documents.Subscribe(told));
        Assert.That((string?)(await stream.RestAsync()).End!["extensions"]!["code"], Is.EqualTo(code));
    }

    // Somebody who may read rows that an event tells of.
    private static async Task<(GraphEvent Told, HttpClient Client, Guid Account)> ReaderAsync(TestHost host)
    {
        foreach (var told in GraphTables.Events)
        {
            foreach (var role in Enumerable.Reverse(GraphSamples.Roles))
            {
                var (client, account) = await host.ClientAsync(role);
                if (await ReadAsync(client, told, await RowAsync(host, told, account)) is not null)
                    return (told, client, account);
            }
        }

        throw new AssertionException("Nobody may read any row that an event tells of.");
    }

    private static GraphFeed Feed(TestHost host) => host.Services.GetRequiredService<GraphFeed>();

    private static Task<Guid> RowAsync(TestHost host, GraphEvent told, Guid owner) =>
        host.WithDbAsync(db => GraphSamples.Rows[told.Reader](db, owner));

    // The row as REST shows it; null where it does not.
    private static async Task<JsonObject?> ReadAsync(HttpClient client, GraphEvent told, Guid id)
    {
        using var answer = await client.GetAsync(PathOf(told, id));
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject() : null;
    }

    private static async Task<int> StatusAsync(HttpClient client, GraphEvent told, Guid id)
    {
        using var answer = await client.GetAsync(PathOf(told, id));
        return (int)answer.StatusCode;
    }

    private static string PathOf(GraphEvent told, Guid id) =>
        GraphTables
            .Operations.First(operation => operation.Name == told.Reader)
            .Path.Replace("{id}", id.ToString(), StringComparison.Ordinal);

    // Stores events that have left the outbox, as any instance leaves them.
    private static async Task HappenAsync(TestHost host, GraphEvent told, JsonObject payload, params Guid[] ids)
    {
        await host.WithDbAsync(db =>
        {
            foreach (var id in ids)
            {
                var message = db.Post(EventOutbox.Name, "key", Envelope(told, id, payload) with { Id = Guid.Empty });
                (message.NextAttemptAt, message.DeliveredAt) = (null, db.Now);
            }

            return db.SaveChangesAsync();
        });
        await Feed(host).ReadAsync(CancellationToken.None);
    }

    private static EventEnvelope Envelope(GraphEvent told, Guid id, JsonObject payload) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Source = "/test",
            Type = told.Type,
            Time = DateTimeOffset.UtcNow,
            Subject = id.ToString(),
            Key = "key",
            Data = JsonSerializer.SerializeToElement(payload),
        };
}

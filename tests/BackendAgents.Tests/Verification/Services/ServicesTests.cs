using System.Text.Json;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Division;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>A shop of three services: its scenarios through the gateway, and what becomes of it when a service goes.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Self)]
public sealed partial class ServicesTests
{
    private const int Plenty = 100_000;

    // What an outbox could not deliver for a minute is tried again after up to 80 seconds, and there are four steps to an order.
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(4);
    private readonly Testbed _bed = new();
    private RunningMarket? _running;

    private static Blueprint Market { get; } =
        WithServers(
            CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"))).Blueprint!
        );

    private static bool IsFull => Environment.GetEnvironmentVariable("BACKEND_AGENTS_SERVICES") == "full";

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        _bed.Add("market", Market, isAnalysed: true);
        if (IsFull)
            _bed.Add("market-mysql", Market with { Deployment = Market.Deployment with { Database = "mysql" } });
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_running is not null)
            await _running.DisposeAsync();
        _bed.Dispose();
    }

    [TestCase("sqlite", true)]
    [TestCase("postgresql", false)]
    [TestCase("mysql", true)]
    public async Task Scenarios_pass_through_the_gateway(string database, bool isLong)
    {
        if (isLong && !IsFull)
            Assert.Ignore("BACKEND_AGENTS_SERVICES=full runs it");
        await On(database).AssertTestsPassAsync(database);
    }

    [Test]
    public async Task All_verifiers_pass()
    {
        await Servers.PostgreSqlAsync();
        // Those that compile and play scenarios do over again what other tests here do.
        foreach (var verifier in Verifiers.All().Where(static verifier => IsFull || verifier.Id is not ("dotnet" or "scenarios")))
            await _bed["market"].AssertPassesAsync(verifier);
    }

    [Test]
    public async Task The_tests_of_each_service_pass([Values("sqlite", "postgresql", "mysql")] string database)
    {
        if (!IsFull)
            Assert.Ignore("BACKEND_AGENTS_SERVICES=full runs it");
        foreach (var share in ServiceDivision.Of(Market))
            await On(database).AssertTestsPassAsync(database, service: share);
    }

    // What is delivered runs on the database of its blueprint, and on SQLite.
    private Delivered On(string database) => _bed[database == "mysql" ? "market-mysql" : "market"];

    [Test]
    public async Task A_service_that_is_killed_costs_its_own_calls_and_nothing_is_lost()
    {
        var market = await RunningAsync();
        await RunningMarket.UntilAsync(async () => Status(await market.HealthAsync()) == "Healthy", "all are there");
        var (keeper, ada) = await PeopleAsync(market, "ada");
        var me = await market.CallAsync(ada, HttpMethod.Get, "auth/me");
        await market.CallAsync(keeper, HttpMethod.Post, $"customers/{Id(me)}/top-up", new { amount = 100 });
        var lamp = Id(
            await market.CallAsync(
                keeper,
                HttpMethod.Post,
                "products",
                new
                {
                    name = "Lamp",
                    price = 10,
                    stock = 50,
                },
                201
            )
        );

        var first = await OrderAsync(market, ada, lamp, 1);
        await BecomesAsync(market, ada, first, "paid");

        // Its own calls say that it is away; all else goes on, and is not forgotten.
        await market.KillAsync("orders");
        var (status, problem) = await market.TryAsync(ada, HttpMethod.Get, "orders");
        Assert.That((status, problem.GetProperty("code").GetString()), Is.EqualTo((503, "unavailable")));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("orders"));
        Assert.That(Status(await market.HealthAsync()), Is.EqualTo("Degraded"));
        await market.CallAsync(
            keeper,
            HttpMethod.Put,
            $"products/{lamp}",
            new
            {
                name = "Lamp",
                price = 20,
                stock = 49,
            }
        );
        await market.CallAsync(ada, HttpMethod.Get, "payments");
        var late = await market.RegisterAsync("late");

        await market.ComeAsync("orders");
        await RunningMarket.UntilAsync(
            async () => (await market.CallAsync(ada, HttpMethod.Get, $"orders/{first}")).GetProperty("state").GetString() == "paid",
            "what it had is there"
        );
        // What it missed has come: the new price, and who has registered meanwhile.
        var second = await DearerAsync(market, ada, lamp);
        await BecomesAsync(market, ada, second, "paid");
        await RunningMarket.UntilAsync(
            async () => (await market.TryAsync(late, HttpMethod.Get, "orders")).Status == 200,
            "who has registered meanwhile is known"
        );

        // In the middle of an order the money is away: the order waits for it, and goes on.
        await market.KillAsync("accounts");
        var third = await OrderAsync(market, ada, lamp, 1);
        await BecomesAsync(market, ada, third, "reserved");
        await market.ComeAsync("accounts");
        await BecomesAsync(market, ada, third, "paid");

        // What must be known at once can't be while the catalog is away: the order is refused, and nothing is kept of it.
        await market.KillAsync("catalog");
        var (refused, told) = await market.TryAsync(ada, HttpMethod.Post, "orders", new { productId = lamp, quantity = 1 });
        Assert.That((refused, told.GetProperty("code").GetString()), Is.EqualTo((503, "unavailable")));
        Assert.That(told.GetProperty("detail").GetString(), Does.Contain("catalog"));
        await market.ComeAsync("catalog");

        // What can't be paid gives its stock back.
        var fourth = await OrderAsync(market, ada, lamp, 5);
        await BecomesAsync(market, ada, fourth, "refused");
        await SettlesAsync(market, lamp, ada, await SpentAsync(market, ada));
    }

    [Test]
    public async Task It_survives_what_ends_under_load_and_says_honestly_what_failed()
    {
        if (!IsFull)
            Assert.Ignore("BACKEND_AGENTS_SERVICES=full runs it");
        var market = await RunningAsync();
        var (keeper, bob) = await PeopleAsync(market, "bob");
        var account = Id(await market.CallAsync(bob, HttpMethod.Get, "auth/me"));
        await market.CallAsync(keeper, HttpMethod.Post, $"customers/{account}/top-up", new { amount = Plenty });
        var product = new
        {
            name = "Candle",
            price = 1,
            stock = Plenty,
        };
        var candle = Id(await market.CallAsync(keeper, HttpMethod.Post, "products", product, 201));
        await OrderAsync(market, bob, candle, 1);
        var load = new MarketLoad(market.Front, bob, candle);
        await using (load)
        {
            await load.PhaseAsync("nothing happens", () => Task.Delay(2_000));
            Assert.That(load.Failures, Is.Empty);

            await load.PhaseAsync("an instance of each service is killed, and comes back", () => KilledAsync(market));
            Assert.That(load.FailedReads, Is.Empty, "the gateway asks the other instance");
            Assert.That(load.FailedWrites, Has.Count.LessThanOrEqualTo(2), "what was under way");
            Assert.That(load.FailedWrites, Is.All.EqualTo("503 unavailable"));

            await load.PhaseAsync("a gateway is killed, and comes back", () => AgainAsync(market, "kill", "gateway-1"));
            Assert.That(load.FailedReads, Is.Empty, "nginx asks the other gateway");
            Assert.That(load.FailedWrites, Has.Count.LessThanOrEqualTo(2), "what was under way");
            Assert.That(load.FailedWrites, Is.All.StartsWith("502"));

            await load.PhaseAsync("rolling update of all to another build", market.UpdateAsync);
            Assert.That(load.Failures, Is.Empty);

            await load.PhaseAsync("the broker is restarted", () => AgainAsync(market, "kill", "broker"));
            await load.PhaseAsync("the cache is restarted", () => AgainAsync(market, "kill", "cache"));
            Assert.That(load.Failures, Is.Empty);

            await load.PhaseAsync("the database is restarted", () => AgainAsync(market, "stop", "database"));
            Assert.That(load.Failures, Is.All.EqualTo("503 unavailable"));
            await RunningMarket.UntilAsync(() => load.AnswersAsync(), "all answer again");
            await load.PhaseAsync("afterwards", () => Task.Delay(2_000));
            Assert.That(load.Failures, Is.Empty);
        }

        // Each order that was taken is there once and paid once; what got no answer may have been taken.
        TestContext.Out.WriteLine(load.Report());
        var orders = 0;
        await RunningMarket.UntilAsync(
            async () => (orders = await PaidAsync(market, bob)) >= load.Taken + 1 && await LeftAsync(market, candle) == Plenty - orders,
            "all orders are paid",
            s_longestRetry
        );
        TestContext.Out.WriteLine($"{load.Taken} orders taken, {load.Unanswered} without an answer, {orders} paid");
        Assert.That(orders, Is.InRange(load.Taken + 1, load.Taken + 1 + load.Unanswered));
        var me = await market.CallAsync(bob, HttpMethod.Get, "auth/me");
        Assert.That(me.GetProperty("balance").GetDecimal(), Is.EqualTo(Plenty - orders));
        await IsWatchedAsync(market);
        await IsShownAsync(market);
    }

    // All that a start script can start.
    private static Blueprint WithServers(Blueprint market) =>
        market with
        {
            Deployment = market.Deployment with { Database = "postgresql", Cache = "redis" },
            // One caller stands for many here.
            Targets = market.Targets with
            {
                RequestsPerSecond = 1_000,
            },
            Capabilities = [.. new[] { "nginx", "prometheus", "grafana" }.Select(static id => new CapabilityChoice { Id = id })],
        };

    private async Task<RunningMarket> RunningAsync()
    {
        if (_running is not null)
            return _running;
        _running = new RunningMarket(_bed["market"]);
        await _running.StartAsync();
        return _running;
    }

    private static async Task KilledAsync(RunningMarket market)
    {
        string[] instances = ["accounts-2", "catalog-1", "orders-2"];
        await Task.WhenAll(instances.Select(instance => market.SayAsync("kill", instance)));
        await Task.Delay(1_000);
        await Task.WhenAll(instances.Select(instance => market.SayAsync("start", instance)));
    }

    private static async Task AgainAsync(RunningMarket market, string end, string part)
    {
        await market.SayAsync(end, part);
        await market.SayAsync("start", part);
        await Task.Delay(1_000);
    }

    // How many are paid, once none is under way any more; less than none before.
    private static async Task<int> PaidAsync(RunningMarket market, string token)
    {
        var paid = 0;
        for (var cursor = ""; ; )
        {
            var page = await market.CallAsync(token, HttpMethod.Get, "orders?limit=100" + cursor);
            var states = page.GetProperty("items").EnumerateArray().Select(static order => order.GetProperty("state").GetString()).ToList();
            if (states.Exists(static state => state != "paid"))
                return -1;
            paid += states.Count;
            if (page.GetProperty("nextCursor").GetString() is not { } next)
                return paid;
            cursor = "&cursor=" + Uri.EscapeDataString(next);
        }
    }

    private static async Task<int> LeftAsync(RunningMarket market, string product) =>
        (await market.CallAsync(null, HttpMethod.Get, $"products/{product}")).GetProperty("stock").GetInt32();

    // Prometheus sees all instances and the gateway, and what they answered.
    private static async Task IsWatchedAsync(RunningMarket market)
    {
        using var prometheus = new HttpClient { BaseAddress = market.Prometheus };
        foreach (
            var query in (string[])["count(up == 1)", "count(sum by (job, instance) (http_server_request_duration_seconds_count) > 0)"]
        )
            await RunningMarket.UntilAsync(
                async () =>
                    (await prometheus.GetStringAsync("/api/v1/query?query=" + Uri.EscapeDataString(query))).Contains(
                        ",\"8\"]",
                        StringComparison.Ordinal
                    ),
                query
            );
    }

    // Every line of the dashboard of all services has something to show, and all rules are in work.
    private async Task IsShownAsync(RunningMarket market)
    {
        using var prometheus = new HttpClient { BaseAddress = market.Prometheus };
        var rules = await prometheus.GetStringAsync("/api/v1/rules?type=record");
        foreach (var job in (string[])["market", "market-accounts", "market-catalog", "market-orders"])
            Assert.That(rules, Does.Contain($"\"name\":\"{job}-values\""));
        var board = JsonDocument
            .Parse(_bed["market"].Context.Artifacts.Find("monitoring/grafana/dashboards/market-all-services.json")!.Content)
            .RootElement;
        foreach (
            var query in board
                .GetProperty("panels")
                .EnumerateArray()
                .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
                .Select(static target => target.GetProperty("expr").GetString()!)
        )
            await RunningMarket.UntilAsync(
                async () =>
                    (await prometheus.GetStringAsync("/api/v1/query?query=" + Uri.EscapeDataString(query))).Contains(
                        "\"value\":[",
                        StringComparison.Ordinal
                    ),
                query
            );
    }

    private static async Task<(string Keeper, string Customer)> PeopleAsync(RunningMarket market, string customer)
    {
        var admin = await market.LogInAsync("admin");
        var kim = await market.RegisterAsync("kim-of-" + customer);
        var id = Id(await market.CallAsync(kim, HttpMethod.Get, "auth/me"));
        await market.CallAsync(admin, HttpMethod.Post, $"auth/accounts/{id}/role", new { role = "keeper" });
        return (await market.LogInAsync("kim-of-" + customer), await market.RegisterAsync(customer));
    }

    // The product may not have come to the service of orders yet.
    private static async Task<string> OrderAsync(RunningMarket market, string token, string product, int quantity)
    {
        string? order = null;
        await RunningMarket.UntilAsync(
            async () =>
            {
                var (status, said) = await market.TryAsync(token, HttpMethod.Post, "orders", new { productId = product, quantity });
                order = status == 201 ? Id(said) : null;
                return order is not null;
            },
            "an order is taken"
        );
        return order!;
    }

    // Orders one at a time until one has the new price.
    private static async Task<string> DearerAsync(RunningMarket market, string token, string product)
    {
        string order = "";
        await RunningMarket.UntilAsync(
            async () =>
            {
                await Task.Delay(500);
                order = await OrderAsync(market, token, product, 1);
                return (await market.CallAsync(token, HttpMethod.Get, $"orders/{order}")).GetProperty("price").GetDecimal() == 20;
            },
            "the new price has come"
        );
        return order;
    }

    private static Task BecomesAsync(RunningMarket market, string token, string order, string state) =>
        RunningMarket.UntilAsync(
            async () => (await market.CallAsync(token, HttpMethod.Get, $"orders/{order}")).GetProperty("state").GetString() == state,
            $"the order becomes {state}"
        );

    private static async Task<(int Pieces, decimal Money)> SpentAsync(RunningMarket market, string token)
    {
        List<JsonElement> orders = [];
        await RunningMarket.UntilAsync(
            async () =>
            {
                var page = await market.CallAsync(token, HttpMethod.Get, "orders?limit=100");
                orders = [.. page.GetProperty("items").EnumerateArray()];
                return orders.TrueForAll(static order => order.GetProperty("state").GetString() is "paid" or "refused");
            },
            "all orders come to an end"
        );
        var paid = orders.FindAll(static order => order.GetProperty("state").GetString() == "paid");
        return (
            paid.Sum(static order => order.GetProperty("quantity").GetInt32()),
            paid.Sum(static order => order.GetProperty("total").GetDecimal())
        );
    }

    // Stock and balance are what the orders say, to the piece and the cent.
    private static async Task SettlesAsync(RunningMarket market, string product, string token, (int Pieces, decimal Money) spent)
    {
        await RunningMarket.UntilAsync(
            async () =>
                (await market.CallAsync(null, HttpMethod.Get, $"products/{product}")).GetProperty("stock").GetInt32() == 50 - spent.Pieces,
            $"the stock is {50 - spent.Pieces}"
        );
        var me = await market.CallAsync(token, HttpMethod.Get, "auth/me");
        Assert.That(me.GetProperty("balance").GetDecimal(), Is.EqualTo(100 - spent.Money));
    }

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private static string? Status(JsonElement health) => health.GetProperty("status").GetString();
}

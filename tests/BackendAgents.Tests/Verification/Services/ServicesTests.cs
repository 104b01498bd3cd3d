using System.Text.Json;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Division;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>A shop of three services: its scenarios through the gateway, and what becomes of it when a service goes.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Self)]
public sealed class ServicesTests
{
    private readonly Testbed _bed = new();

    private static Blueprint Market { get; } =
        CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"))).Blueprint!;

    private static bool IsFull => Environment.GetEnvironmentVariable("BACKEND_AGENTS_SERVICES") == "full";

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        _bed.Add("market", Market);
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void End() => _bed.Dispose();

    [TestCase("sqlite", true)]
    [TestCase("postgresql", false)]
    [TestCase("mysql", true)]
    public async Task Scenarios_pass_through_the_gateway(string database, bool isLong)
    {
        if (isLong && !IsFull)
            Assert.Ignore("BACKEND_AGENTS_SERVICES=full runs it");
        await _bed["market"].AssertTestsPassAsync(database);
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
            await _bed["market"].AssertTestsPassAsync(database, service: share);
    }

    [Test]
    public async Task A_service_that_is_killed_costs_its_own_calls_and_nothing_is_lost()
    {
        await using var broker = await BrokerServer.StartAsync();
        await using var market = new RunningMarket(_bed["market"], broker.Connection);
        await market.StartAsync();
        await RunningMarket.UntilAsync(async () => Status(await market.HealthAsync()) == "Healthy", "all are there");
        var (keeper, ada) = await PeopleAsync(market);
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

        // What can't be paid gives its stock back.
        var fourth = await OrderAsync(market, ada, lamp, 5);
        await BecomesAsync(market, ada, fourth, "refused");
        await SettlesAsync(market, lamp, ada, await SpentAsync(market, ada));
    }

    private static async Task<(string Keeper, string Ada)> PeopleAsync(RunningMarket market)
    {
        var admin = await market.LogInAsync("admin");
        var kim = await market.RegisterAsync("kim");
        var id = Id(await market.CallAsync(kim, HttpMethod.Get, "auth/me"));
        await market.CallAsync(admin, HttpMethod.Post, $"auth/accounts/{id}/role", new { role = "keeper" });
        return (await market.LogInAsync("kim"), await market.RegisterAsync("ada"));
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

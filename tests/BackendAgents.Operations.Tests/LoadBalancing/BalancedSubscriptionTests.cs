using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Operations.Tests.Named;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Running;

namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>
/// Subscriptions of two instances on one PostgreSQL, Redis and RabbitMQ, behind each balancer: who hears what, while what is between them
/// goes and comes back. Minutes, so only where the environment variable BACKEND_AGENTS_FAULTS is full.
/// </summary>
[Category("Slow")]
[NonParallelizable]
internal sealed class BalancedSubscriptionTests
{
    private const string Field = "bookLent";

    // No claim of speed: a machine that is busy takes its time.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(60);

    private Operated _delivery = null!;
    private NamedServers _servers = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Environment.GetEnvironmentVariable("BACKEND_AGENTS_FAULTS") != "full")
            Assert.Ignore("Set BACKEND_AGENTS_FAULTS to full.");
        _delivery = Operated.Write(Library());
        _servers = await NamedServers.StartAsync(_delivery);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_servers is not null)
            await _servers.DisposeAsync();
        _delivery?.Dispose();
    }

    [TestCase("nginx", "nginx.conf")]
    [TestCase("haproxy", "haproxy.cfg")]
    public async Task Each_hears_once_of_what_is_theirs_at_whichever_instance_it_happens(string program, string file)
    {
        var database = (await _servers.CreateDatabaseAsync())!;
        await using var first = await InstanceAsync(database);
        await using var second = await InstanceAsync(database);
        using var atFirst = new HttpClient { BaseAddress = first.Address };
        using var atSecond = new HttpClient { BaseAddress = second.Address };
        // The first answer of a new process may take longer than a balancer waits before it takes an instance for dead.
        foreach (var instance in (HttpClient[])[atFirst, atSecond])
            await instance.GetStringAsync(_delivery.Plan.ReadyPath);
        await using var balancer = await RunningBalancer.StartAsync(_delivery, program, file, first.Address.Port, second.Address.Port);
        var library = new LendingLibrary(balancer.Caller);
        await library.OpenAsync();
        var (ada, bob) = (await library.RegisterAsync("ada"), await library.RegisterAsync("bob"));
        using var adas = await Subscribers.OpenAsync(balancer.Caller, ada, Field, 4);
        using var bobs = await Subscribers.OpenAsync(balancer.Caller, bob, Field, 2);
        foreach (var instance in (HttpClient[])[atFirst, atSecond])
            Assert.That(await ToldByAsync(instance), Is.GreaterThan(0), "subscribers are at both instances");

        List<string> lent = [];
        async Task LendAsync(params HttpClient[] places)
        {
            foreach (var place in places)
                lent.Add(await library.LendAsync(place, ada));
        }

        await LendAsync(atFirst, atSecond, balancer.Caller);
        await adas.HearAsync(lent, s_most);

        // A session that ends takes its own streams with it, at each instance, and no others.
        var (access, refresh) = await library.LogInAsync(LendingLibrary.Login("ada"));
        using (var ending = await Subscribers.OpenAsync(balancer.Caller, access, Field, 4))
        {
            await library.LogOutAsync(refresh);
            await LendAsync(atFirst, atSecond);
            Assert.That(await ending.EndAsync(s_most), Is.All.EqualTo("unauthorized"));
            Assert.That(ending.Heard, Is.All.Empty, "nothing is told to who has logged out");
        }

        await adas.HearAsync(lent, s_most);

        // While the broker is away nothing leaves the outbox; nothing of it is lost.
        await _servers.Broker!.GoAsync();
        var before = lent.ToList();
        await LendAsync(atFirst, atSecond, balancer.Caller);
        await Task.Delay(3_000);
        Assert.That(adas.Heard, Is.All.EquivalentTo(before));
        await _servers.Broker.ComeAsync();
        await adas.HearAsync(lent, s_most);

        // Without Redis the database says whose session goes on.
        await _servers.Cache!.GoAsync();
        await LendAsync(atFirst, atSecond);
        await adas.HearAsync(lent, s_most);
        await _servers.Cache!.ComeAsync();

        // An instance that is told to end says so to its own subscribers, who are served by the other one.
        var theirs = await ToldByAsync(atFirst);
        var told = Stopwatch.StartNew();
        await first.TellToEndAsync();
        await UntilAsync(() => adas.Ended + bobs.Ended >= theirs);
        var (again, refused) = await adas.AgainAsync(balancer.Caller, ada, Field, s_most);
        using var _ = again;
        var ended = await first.Ended.WaitAsync(s_most);
        Assert.That(ended.ExitCode, Is.Zero, ended.Text);
        Assert.That(adas.Ended + bobs.Ended, Is.EqualTo(theirs), "whoever is at the other instance notices nothing");
        Assert.That(adas.Heard, Is.All.EquivalentTo(lent));
        TestContext.Out.WriteLine(
            $"{program}: {theirs} streams ended; {adas.Ended} subscribed again, refused {refused} times; {told.Elapsed.TotalSeconds:0.0} s"
        );

        var last = await library.LendAsync(balancer.Caller, ada);
        await again.HearAsync([last], s_most);
        await adas.HearAsync([.. lent, last], s_most, ofThoseThatLast: true);
        Assert.That(bobs.Heard, Is.All.Empty, "what is somebody else's");
    }

    private Task<DeliveredService> InstanceAsync(string database) =>
        DeliveredService.StartAsync(
            _delivery.Folder,
            _delivery.Blueprint,
            database,
            CancellationToken.None,
            new Dictionary<string, string?>(_servers.Settings(_delivery))
            {
                ["Auth__SigningKey"] = "a key that both have, of thirty-two bytes and more",
                ["Admin__Login"] = LendingLibrary.Admin,
                ["Admin__Password"] = LendingLibrary.Password,
                ["GraphQl__KeepAliveSeconds"] = "2",
                ["RateLimit__RequestsPerMinute"] = "1000000",
                ["RateLimit__AuthenticationsPerMinute"] = "100000",
            }
        );

    // How many subscriptions an instance says that it has.
    private static async Task<int> ToldByAsync(HttpClient instance)
    {
        var metrics = await instance.GetStringAsync("/metrics");
        var found = Regex.Match(metrics, @"(?m)^graphql_subscriptions(\{.*\})? (\d+)");
        Assert.That(found.Success, metrics);
        return int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var end = DateTime.UtcNow + s_most; !holds(); await Task.Delay(50))
            Assert.That(DateTime.UtcNow, Is.LessThan(end));
    }

    // The example with all that stands between two instances, and before them.
    private static Blueprint Library()
    {
        var lending = new DeploymentChoice("postgresql", "redis", "rabbitmq", "graphql").Of(DeploymentMatrix.Example);
        string[] operated = ["compose", "nginx", "haproxy", "prometheus"];
        return lending with
        {
            Authentication = lending.Authentication with { Revocable = true },
            Capabilities = [.. lending.Capabilities, .. operated.Select(static id => new CapabilityChoice { Id = id })],
        };
    }
}

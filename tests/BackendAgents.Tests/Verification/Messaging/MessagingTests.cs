using System.Net;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>Events of a delivered service that runs, through a real RabbitMQ, whatever happens to either.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Self)]
public sealed class MessagingTests
{
    private readonly Testbed _bed = new();
    private BrokerServer _broker = null!;

    private static bool IsFull => Environment.GetEnvironmentVariable("BACKEND_AGENTS_FAULTS") == "full";

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        _bed.Add("stall", StallBlueprint.Through("rabbitmq"), isTested: false);
        _bed.Add("stall-sqs", StallBlueprint.Through("sqs"), isAnalysed: true);
        await _bed.BuildAsync();
        _broker = await BrokerServer.StartAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _bed.Dispose();
    }

    [Test]
    public async Task A_service_that_is_killed_loses_no_event_and_does_none_twice()
    {
        await using var stall = NewStall();
        var kills = new Kills(stall);

        var (report, interrupted) = await kills.RunAsync(IsFull ? 200 : 6);

        TestContext.Out.WriteLine(report);
        await kills.AssertAsync();
        Assert.That(interrupted, Is.GreaterThan(0), "it was killed in the middle of its work");
    }

    [Test]
    public async Task Events_wait_while_the_broker_is_away_at_the_start_and_under_load()
    {
        await using var stall = NewStall();
        await _broker.GoAsync();
        await stall.StartAsync();
        var item = await stall.AddItemAsync();
        await stall.SellAsync(item);
        Assert.That(await stall.HealthAsync(), Is.EqualTo("Degraded"));
        await _broker.ComeAsync();
        await stall.BecomesAsync("Healthy");
        await stall.CountsAsync(item, 1);

        using var end = new CancellationTokenSource();
        var sellers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => SellAsync(stall, item, end.Token))).ToList();
        await Task.Delay(500);
        await _broker.GoAsync();
        await stall.BecomesAsync("Degraded");
        await Task.Delay(IsFull ? 60_000 : 1_000);
        var waiting = stall.Number("select count(*) from outbox_messages where kind = 'event' and attempts = 0");
        await _broker.ComeAsync();
        await stall.BecomesAsync("Healthy");
        await end.CancelAsync();
        var sold = (await Task.WhenAll(sellers)).Sum();

        await stall.CountsAsync(item, 1 + sold);
        TestContext.Out.WriteLine($"{sold} sales, of which {waiting} waited for the broker");
        Assert.That(waiting, Is.GreaterThan(0), "what waits is not tried");
        Assert.That(stall.Number("select count(*) from outbox_messages where delivered_at is null"), Is.Zero, "nothing is dead");
    }

    [Test]
    public async Task What_comes_twice_or_is_no_event_or_can_not_be_read_or_comes_too_fast_is_no_matter()
    {
        await using var stall = NewStall();
        await stall.StartAsync();
        var item = await stall.AddItemAsync();
        await stall.BecomesAsync("Healthy");
        await using var events = await Events.ConnectAsync(_broker.Connection);

        var told = Events.Sale(item, 5);
        for (var i = 0; i < 3; i++)
            await events.PublishAsync(told);
        await stall.CountsAsync(item, 5);

        await events.PublishAsync("no event");
        await Stall.UntilAsync(async () => await events.CountAsync(Events.DeadQueue) == 1, () => "what is no event is a dead letter");
        await events.PutAsync(Events.DeadQueue, Events.Sale(item, 10));
        Assert.That(await stall.CommandAsync("--events-replay"), Does.Contain("2 messages of RabbitMQ"));
        await stall.CountsAsync(item, 15);
        await Stall.UntilAsync(async () => await events.CountAsync(Events.DeadQueue) == 1, () => "what is no event is dead again");

        await events.PublishAsync(Events.Sale(item, "many"));
        await stall.BecomesAsync("Degraded");
        Assert.That(await stall.CommandAsync("--outbox-dead"), Does.Contain(StallBlueprint.Subscription).And.Contain("can't be read"));
        stall.Number("update outbox_messages set payload = replace(payload, '\"many\"', '20') where delivered_at is null; select 1");
        Assert.That(await stall.CommandAsync("--outbox-replay"), Does.Contain("1 messages are tried again"));
        await stall.CountsAsync(item, 35);
        await stall.BecomesAsync("Healthy");

        const int Flood = 300;
        await using (stall.Hold())
        {
            for (var i = 0; i < Flood; i++)
                await events.PublishAsync(Events.Sale(item, 1));
            Assert.That(await events.CountAsync(Events.Queue), Is.InRange(Flood - 50, Flood), "what can't be stored stays with the broker");
        }

        await stall.CountsAsync(item, 35 + Flood);
        Assert.That(await stall.HealthAsync(), Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task A_full_disk_is_a_problem_that_passes_and_loses_nothing()
    {
        var disk = Path.Combine(_bed["stall"].Folder, "disk");
        var room = disk + ".room";
        Directory.CreateDirectory(disk);
        // A disk of the service's own, which is almost full until there is a file that says otherwise.
        const string Within = """
            mount -t tmpfs -o size=4m tmpfs "$0" && head -c 2M /dev/zero > "$0/filler"
            (until [ -e "$1" ]; do sleep 0.1; done; rm "$0/filler") &
            shift; exec "$@"
            """;
        await using var stall = new Stall(_bed["stall"], _broker.Connection, disk);
        await stall.StartAsync(["unshare", "-rm", "sh", "-c", Within, disk, room]);
        var item = await stall.AddItemAsync();
        await stall.BecomesAsync("Healthy");

        var sold = 0;
        HttpStatusCode answer;
        while ((answer = await stall.TrySellAsync(item)) == HttpStatusCode.Created && sold < 20_000)
            sold++;
        Assert.That(answer, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await stall.HealthAsync(), Is.EqualTo("Degraded"));
        Assert.That(await stall.SoldAsync(item), Is.LessThanOrEqualTo(sold), "it can be read");

        await File.WriteAllTextAsync(room, "");
        await Stall.UntilAsync(async () => await stall.TrySellAsync(item) == HttpStatusCode.Created, () => "there is room");
        await Stall.UntilAsync(async () => await stall.SoldAsync(item) == sold + 1, () => "all sales are counted");
        await stall.BecomesAsync("Healthy");
        TestContext.Out.WriteLine($"{sold} sales until the disk was full");
    }

    [Test]
    public async Task Events_go_over_TLS_and_wait_while_nobody_vouches_for_the_broker()
    {
        await using var stall = new Stall(_bed["stall"], _broker.SecureConnection);
        await stall.StartAsync();
        var item = await stall.AddItemAsync();
        await stall.SellAsync(item);
        await AssertTellsNothingAsync(stall, "a stranger");

        (stall.Broker, stall.Trusted) = (_broker.MisnamedConnection, _broker.Certificate);
        await stall.StartAsync();
        await AssertTellsNothingAsync(stall, "another host");

        stall.Broker = _broker.SecureConnection;
        await stall.StartAsync();
        await stall.BecomesAsync("Healthy");
        await stall.CountsAsync(item, 1);
    }

    private static async Task AssertTellsNothingAsync(Stall stall, string whom)
    {
        await Task.Delay(1_000);
        Assert.That(await stall.HealthAsync(), Is.EqualTo("Degraded"));
        Assert.That(stall.Number(Stall.Waiting), Is.EqualTo(1), $"nothing is told to {whom}");
        await stall.KillAsync();
    }

    [TestCase("")]
    [TestCase(";Fifo=false")]
    public async Task The_delivered_tests_of_brokers_pass_on_sqs(string kind)
    {
        var within = await SqsServer.InstallAsync();
        await _bed["stall-sqs"]
            .AssertTestsPassAsync("sqlite", broker: SqsServer.Connection + kind, within: within, filter: "FullyQualifiedName~SqsTests");
    }

    private static async Task<int> SellAsync(Stall stall, string item, CancellationToken end)
    {
        var sold = 0;
        for (; !end.IsCancellationRequested; sold++)
        {
            await stall.SellAsync(item);
            await Task.Delay(150, CancellationToken.None);
        }

        return sold;
    }

    private Stall NewStall() => new(_bed["stall"], _broker.Connection);
}

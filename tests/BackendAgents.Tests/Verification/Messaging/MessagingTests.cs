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
        _bed.Add("stall", StallBlueprint.Through("rabbitmq"));
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

        var (report, interrupted) = await kills.RunAsync(IsFull ? 200 : 8);

        TestContext.Out.WriteLine(report);
        await kills.AssertAsync();
        Assert.That(interrupted, Is.GreaterThan(0), "it was killed in the middle of its work");
    }

    private Stall NewStall() =>
        new(_bed["stall"], new Dictionary<string, string?> { ["ConnectionStrings__RabbitMq"] = _broker.Connection });
}

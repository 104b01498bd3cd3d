using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// One service in ways in which each two choices of database, cache, broker and interface meet: its delivered tests on the real servers,
/// and its scenarios. Minutes, so only where the environment variable BACKEND_AGENTS_MATRIX is set. Kafka and SQS have the tests that need
/// no broker.
/// </summary>
[Category("Slow")]
public sealed class DeploymentMatrixTests
{
    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        if (Environment.GetEnvironmentVariable("BACKEND_AGENTS_MATRIX") is null)
            Assert.Ignore("Set BACKEND_AGENTS_MATRIX to pairs or all.");
        foreach (var choice in DeploymentMatrix.Pairs)
            _bed.Add(choice.ToString(), choice.Of(DeploymentMatrix.Example), isAnalysed: true);
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [TestCaseSource(typeof(DeploymentMatrix), nameof(DeploymentMatrix.Pairs))]
    public async Task It_passes_its_tests_and_does_what_its_scenarios_say(object one)
    {
        var choice = (DeploymentChoice)one;
        var delivered = _bed[choice.ToString()];
        await using var cache = await CacheServer.StartAsync(choice.Cache);
        await using var broker = choice.Broker == "rabbitmq" ? await BrokerServer.StartAsync() : null;
        await delivered.AssertTestsPassAsync(choice.Database, cache: cache.Connection, broker: broker?.Connection);

        var told = await new ScenarioVerifier().VerifyAsync(delivered.Context, CancellationToken.None);
        Assert.That(told.Scenarios.Where(static scenario => !scenario.Proves), Is.Empty, string.Join('\n', told.Findings));
        Assert.That(told.Scenarios, Is.Not.Empty);
        TestContext.Out.WriteLine($"{choice}: {told.Scenarios.Count} scenarios");
    }
}

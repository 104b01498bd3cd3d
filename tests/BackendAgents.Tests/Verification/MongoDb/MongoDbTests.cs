using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification.MongoDb;

/// <summary>A service on MongoDB: its delivered tests, races among them, over the wire.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Self)]
public sealed class MongoDbTests
{
    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        var read = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/web-shop/backend.yaml")));
        var shop = read.Blueprint!;
        _bed.Add("shop", shop with { Deployment = shop.Deployment with { Database = "mongodb" } });
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [Test]
    public async Task It_passes_its_tests_on_documents() => await _bed["shop"].AssertTestsPassAsync("mongodb");

    [Test]
    public async Task It_does_not_start_on_a_server_that_has_no_transactions()
    {
        using var alone = await MongoServer.StartAsync(isAlone: true);
        var request = new ProcessRequest("dotnet", ["src/WebShop/bin/Debug/net10.0/WebShop.dll"])
        {
            WorkingDirectory = _bed["shop"].Folder,
            Timeout = TimeSpan.FromMinutes(1),
            Environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ConnectionStrings__Database"] = alone.ForTests.Replace("{name}", "app", StringComparison.Ordinal)[
                    ..^"?replicaSet=rs0".Length
                ],
            },
        };
        var ended = await ProcessRunner.RunAsync(request, CancellationToken.None);
        Assert.That(ended.Succeeded, Is.False);
        Assert.That(ended.Text, Does.Contain("start mongod with --replSet"));
    }
}

using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Databases.MongoDb;
using BackendAgents.Engineering.Storage;
using BackendAgents.Tests.Coordination;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification.MongoDb;

/// <summary>Delivered tests of a service on MongoDB over the wire, with a cache, events, GraphQL and sessions that end at once.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Self)]
public sealed class MongoDbTests
{
    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        var read = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/web-shop/backend.yaml")));
        var shop = read.Blueprint! with { Authentication = read.Blueprint.Authentication with { Revocable = true } };
        var delivered = _bed.Add("shop", new DeploymentChoice("mongodb", "redis", "kafka", "graphql").Of(shop), isAnalysed: true);
        // So that what is removed many at a time takes several turns.
        delivered.Edit("src/WebShop/Infrastructure/MongoDb/MongoWriter.g.cs", static text => text.Replace("Batch = 1000;", "Batch = 2;"));
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [Test]
    public async Task It_passes_its_tests_on_documents()
    {
        await using var cache = await CacheServer.StartAsync("redis");
        await _bed["shop"].AssertTestsPassAsync("mongodb", cache: cache.Connection);
    }

    [Test]
    public async Task Validators_are_what_the_meta_schema_and_MongoDB_take()
    {
        using var folder = new TempFolder();
        List<string> files = [];
        foreach (
            var example in Directory.GetFiles(Path.Combine(GeneratedFile.Root, "examples"), "backend.yaml", SearchOption.AllDirectories)
        )
        {
            var blueprint = CapabilityCatalog.BuiltIn.Read(await File.ReadAllTextAsync(example)).Blueprint!;
            var collections = RelationalModel.Of(blueprint).Tables.Select(CollectionsEmitter.Collection);
            files.Add(Path.Combine(folder.Path, $"{files.Count}.json"));
            await File.WriteAllTextAsync(files[^1], new JsonObject { ["collections"] = new JsonArray([.. collections]) }.ToJsonString());
        }

        await MongoServer.AssertValidatorsFitAsync([.. files]);
    }

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

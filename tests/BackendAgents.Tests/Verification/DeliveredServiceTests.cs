using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;
using BackendAgents.Tests.Verification.Messaging;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.OpenApi;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;
using Npgsql;

namespace BackendAgents.Tests.Verification;

/// <summary>What is delivered, used for real: the compiler, its own tests, and its README's script against the running service.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.All)]
public sealed class DeliveredServiceTests
{
    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        await Servers.PostgreSqlAsync();
        foreach (var (name, blueprint) in SampleBlueprints.All.Where(static sample => IsUsed(sample.Key)))
            _bed.Add(name, blueprint, isAnalysed: true).UncommentHooks();
        var everything = SampleBlueprints.Everything();
        _bed.Add(
            "everything-mysql",
            everything with
            {
                Deployment = everything.Deployment with { Database = "mysql", Cache = "memcached", Messaging = "kafka" },
            },
            isAnalysed: true
        );
        _bed.Add("type-names", TypeNames.Blueprint());
        _bed.Add("open-posts", SampleBlueprints.Social(), isTested: false)
            .Edit("src/SocialMedia/Features/Posts/PostEndpoints.g.cs", static text =>
                Regex.Replace(text, @"\.Allow\(.+\)\)", ".Allow((\"anonymous\", Scope.Any))")
            );
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    private static IEnumerable<string> Samples => SampleBlueprints.All.Select(static sample => sample.Key).Where(IsUsed);

    // What others of these tests do with a delivery like it.
    private static bool IsUsed(string sample) => IsFull || sample != "shop";

    // But what is refused before a server is asked, and copies of but one entity: those pass on PostgreSQL, Redis and RabbitMQ.
    private const string TouchesServers =
        "(FullyQualifiedName!~.CacheTests|FullyQualifiedName~box|FullyQualifiedName~Box)&FullyQualifiedName!~.EdgeTests"
        + "&FullyQualifiedName!~_asks_for_a_login&FullyQualifiedName!~_refuses_another_role&FullyQualifiedName!~_lets_in_each_role"
        + "&FullyQualifiedName!~_names_each_value_that_is_wrong&FullyQualifiedName!~_names_a_value_of_another_type"
        + "&FullyQualifiedName!~_refuses_what_is_not_json&FullyQualifiedName!~.FileTests&FullyQualifiedName!~.CoreTests"
        + "&FullyQualifiedName!~.TrustedProxiesTests&FullyQualifiedName!~.BadRequestTests";

    private static bool IsFull => Environment.GetEnvironmentVariable("BACKEND_AGENTS_TRADES") == "all";

    [TestCaseSource(nameof(Samples))]
    public async Task Compiles_without_a_warning_passes_its_tests_and_does_what_its_readme_says(string sample)
    {
        // The tests of the largest pass on the servers that it is for, below.
        if (IsFull || sample != "everything")
            await _bed[sample].AssertPassesAsync(new DotNetVerifier());
        foreach (var verifier in (IVerifier[])[new OpenApiVerifier(), new PostgreSqlVerifier()])
            await _bed[sample].AssertPassesAsync(verifier);

        await using var service = await _bed[sample].StartAsync("sqlite");
        await ReadmeScript.RunAsync(_bed[sample].Folder, service);
    }

    [Test]
    public async Task The_delivered_tests_pass_on_postgresql_redis_and_rabbitmq()
    {
        await using var cache = await CacheServer.StartAsync("redis");
        await using var broker = await BrokerServer.StartAsync();
        await _bed["everything"].AssertTestsPassAsync("postgresql", cache: cache.Connection, broker: broker.Connection);
        await CacheKeys.AssertDocumentedAsync(cache, "stamp", "rate");
    }

    [Test]
    public async Task The_delivered_tests_pass_on_mariadb_memcached_and_kafka()
    {
        using var kafka = KafkaCluster.Start();
        await using var cache = await CacheServer.StartAsync("memcached");
        await _bed["everything-mysql"]
            .AssertTestsPassAsync("mysql", cache: cache.Connection, broker: kafka.Connection, filter: IsFull ? null : TouchesServers);
    }

    [Test]
    public async Task It_answers_while_its_cache_is_flushed_and_gone()
    {
        await using var cache = await CacheServer.StartAsync("redis");
        await CacheFaults.RunAsync(_bed["everything"], "listLabels", cache);
    }

    [Test]
    public async Task Its_public_answers_are_kept_by_varnish_until_they_change() => await EdgeProof.RunAsync(_bed["everything"]);

    // Service and tests compile, or none of these tests would run.
    [Test]
    public async Task Entities_may_be_called_like_types_that_the_service_uses() => await TypeNames.AssertKeptAsync(_bed["type-names"]);

    [Test]
    public async Task It_does_the_same_on_postgresql()
    {
        var social = _bed["social"];
        var database = await Servers.CreateDatabaseAsync("postgresql", social.Folder);

        await using var service = await DeliveredService.StartAsync(social.Folder, social.Blueprint, database, CancellationToken.None);
        await ReadmeScript.RunAsync(social.Folder, service);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from posts", connection);
        Assert.That(await count.ExecuteScalarAsync(), Is.GreaterThan(0), "the posts of the script are rows of PostgreSQL");
    }

    [Test]
    public async Task A_service_that_differs_from_its_document_fails_with_the_places()
    {
        var result = await new OpenApiVerifier().VerifyAsync(_bed["open-posts"].Context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(
            result.Findings.Select(static finding => finding.Message),
            Has.Some.EqualTo("POST /api/v1/posts: the need for a token is 'False' as served and 'True' as emitted.")
        );
    }

    [Test]
    public async Task A_migration_that_differs_from_the_blueprint_fails_with_what_differs()
    {
        var blueprint = SampleBlueprints.Social();
        var project = new BackendProject();
        project.Replace(blueprint);
        const string path = "db/migrations/postgresql/0001_initial.up.sql";
        var migration = project.Current.Artifacts.Find(path)!;

        async Task<VerificationResult> VerifyAsync(string sql) =>
            await new PostgreSqlVerifier().VerifyAsync(
                new VerificationContext(
                    blueprint,
                    new ArtifactSet(
                        project.Current.Artifacts.Where(static file => file.Path != path).Append(migration with { Content = sql })
                    ),
                    "."
                ),
                CancellationToken.None
            );

        var differs = await VerifyAsync(migration.Content + "alter table posts drop column title, add column extra integer;\n");
        Assert.That(differs.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(
            differs.Findings.Select(static finding => finding.Message),
            Has.Some.Contains("Missing in the database: table posts: column title text not null")
        );
        Assert.That(
            differs.Findings.Select(static finding => finding.Message),
            Has.Some.Contains("not in the blueprint: table posts: column extra integer")
        );

        var refused = await VerifyAsync("select 1;\nselect nonsense;\n");
        Assert.That(refused.Findings.Single().Message, Is.EqualTo("42703: column \"nonsense\" does not exist"));
    }

    [Test]
    public async Task A_delivery_that_does_not_compile_fails_with_file_and_line()
    {
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        var hooks = Path.Combine(delivered.Folder, "src/SocialMedia/Features/Posts/PostHooks.cs");
        await File.AppendAllTextAsync(hooks, "class { }\n");

        var result = await new DotNetVerifier().VerifyAsync(delivered.Context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(result.Findings[0].Place.File, Is.EqualTo("src/SocialMedia/Features/Posts/PostHooks.cs"));
        Assert.That(result.Findings[0].Place.Line, Is.GreaterThan(1));
    }

    [Test]
    public async Task It_refuses_to_start_in_production_without_its_secrets()
    {
        var project = Path.Combine(_bed["social"].Folder, "src/SocialMedia");

        async Task<string> RunAsync(Dictionary<string, string?> environment)
        {
            environment["ASPNETCORE_ENVIRONMENT"] = "Production";
            var run = await ProcessRunner.RunAsync(
                new ProcessRequest("dotnet", Path.Combine(project, "bin/Debug/net10.0/SocialMedia.dll"))
                {
                    Environment = environment,
                    Timeout = TimeSpan.FromSeconds(30),
                },
                CancellationToken.None
            );
            Assert.That(run.ExitCode, Is.Not.Zero.And.Not.Null);
            return run.Text;
        }

        Assert.That(await RunAsync([]), Does.Contain("ConnectionStrings__Database"));
        Assert.That(await RunAsync(new() { ["ConnectionStrings__Database"] = "Data Source=x.db" }), Does.Contain("Auth__SigningKey"));
        Assert.That(
            await RunAsync(new() { ["ConnectionStrings__Database"] = "Data Source=x.db", ["Auth__SigningKey"] = "short" }),
            Does.Contain("32")
        );
    }
}

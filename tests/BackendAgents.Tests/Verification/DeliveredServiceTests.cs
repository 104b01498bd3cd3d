using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.OpenApi;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;
using Npgsql;

namespace BackendAgents.Tests.Verification;

/// <summary>What is delivered, used for real: the compiler, its own tests, and its README's script against the running service.</summary>
[Category("Slow")]
[NonParallelizable]
public sealed class DeliveredServiceTests
{
    private SharedPostgreSql _postgreSql = null!;

    [OneTimeSetUp]
    public async Task StartServerAsync() => _postgreSql = await SharedPostgreSql.StartAsync();

    [OneTimeTearDown]
    public async Task StopServerAsync() => await _postgreSql.DisposeAsync();

    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    [TestCaseSource(nameof(Samples))]
    public async Task Compiles_without_a_warning_passes_its_tests_and_does_what_its_readme_says(Blueprint blueprint)
    {
        using var delivered = Delivered.Write(blueprint);
        delivered.UncommentHooks();
        var result = await new DotNetVerifier().VerifyAsync(delivered.Context, CancellationToken.None);
        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), result.Summary + string.Join('\n', result.Findings));

        foreach (var verifier in (IVerifier[])[new OpenApiVerifier(), new PostgreSqlVerifier()])
        {
            result = await verifier.VerifyAsync(delivered.Context, CancellationToken.None);
            Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), result.Summary + string.Join('\n', result.Findings));
        }

        var database = Path.Combine(delivered.Folder, "tried.db");
        await using var service = await DeliveredService.StartAsync(
            delivered.Folder,
            blueprint,
            $"Data Source={database}",
            CancellationToken.None
        );
        await ReadmeScript.RunAsync(delivered.Folder, service);
    }

    [Test]
    public async Task Entities_may_be_called_like_types_that_the_service_uses()
    {
        string[] names =
        [
            "Claim",
            "Encoding",
            "Test",
            "Assert",
            "Key",
            "Value",
            "Map",
            "Problem",
            "Policy",
            "Window",
            "Thread",
            "Route",
            "Session",
            "Action",
            "Event",
            "Response",
            "Request",
            "Set",
            "Page",
            "Url",
        ];
        var social = SampleBlueprints.Social();
        var tag = social.Entities.Single(static entity => entity.Id == "tag");
        // A property may be called like its type, too.
        var status = new EnumType
        {
            Id = "x-status",
            Name = "Status",
            Values = ["open", "done"],
        };
        Field[] fields =
        [
            .. tag.Fields,
            new Field
            {
                Id = "x",
                Name = "status",
                Type = FieldType.Enum,
                Enum = status.Id,
                Required = true,
                Default = "open",
            },
        ];
        var blueprint = social with
        {
            Enums = [.. social.Enums, status],
            Entities =
            [
                .. social.Entities,
                .. names.Select(name =>
                    tag with
                    {
                        Id = "x-" + Conventions.Kebab(name),
                        Name = name,
                        Fields = [.. fields.Select(field => field with { Id = $"x-{Conventions.Kebab(name)}-{field.Name}" })],
                        Indexes = [],
                        Checks = [],
                    }
                ),
            ],
            Operations =
            [
                .. social.Operations,
                .. names.SelectMany(name =>
                    new[]
                    {
                        OperationKind.Create,
                        OperationKind.Get,
                        OperationKind.List,
                        OperationKind.Update,
                        OperationKind.Delete,
                    }.Select(kind => new Operation
                    {
                        Id = $"x-{kind}-{Conventions.Kebab(name)}".ToLowerInvariant(),
                        Name = $"{kind.ToString().ToLowerInvariant()}X{name}",
                        Entity = "x-" + Conventions.Kebab(name),
                        Kind = kind,
                        Access = [new AccessRule { Role = "admin" }],
                    })
                ),
            ],
        };
        Assert.That(BlueprintValidator.Validate(blueprint), Is.Empty);
        using var delivered = Delivered.Write(blueprint);

        var result = await new DotNetVerifier().VerifyAsync(delivered.Context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), result.Summary + string.Join('\n', result.Findings));
    }

    [Test]
    public async Task It_does_the_same_on_postgresql()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        Assert.That(server, Is.Not.Null, "this test needs PostgreSQL (Debian: apt-get install postgresql)");
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        var database = await server!.CreateDatabaseAsync(CancellationToken.None);

        await using var service = await DeliveredService.StartAsync(
            delivered.Folder,
            delivered.Context.Blueprint,
            database,
            CancellationToken.None
        );
        await ReadmeScript.RunAsync(delivered.Folder, service);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from posts", connection);
        Assert.That(await count.ExecuteScalarAsync(), Is.GreaterThan(0), "the posts of the script are rows of PostgreSQL");
    }

    [Test]
    public async Task A_service_that_differs_from_its_document_fails_with_the_places()
    {
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        var file = Path.Combine(delivered.Folder, "src/SocialMedia/Features/Posts/PostEndpoints.g.cs");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace(".RequireAuthorization();", ".AllowAnonymous();", StringComparison.Ordinal));

        var result = await new OpenApiVerifier().VerifyAsync(delivered.Context, CancellationToken.None);

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
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        var project = Path.Combine(delivered.Folder, "src/SocialMedia");
        var build = await ProcessRunner.RunAsync(
            new ProcessRequest("dotnet", "build", project, "-v", "q", "-nologo"),
            CancellationToken.None
        );
        Assert.That(build.Succeeded, Is.True, build.Text);

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

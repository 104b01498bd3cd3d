using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>A delivered service beside a database and one that follows it, which is held, killed and comes back.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Self)]
public sealed class ReadReplicaTests
{
    private const string Text = """
        service: { name: board, title: Board, description: What is pinned up. }
        capabilities: { read-replica: { maxLagSeconds: 3 } }
        entities:
          - name: Note
            description: What somebody has pinned up.
            fields: [{ name: text, required: true, maxLength: 100 }]
        operations:
          - { name: pin, entity: Note, kind: create, access: [{ role: anonymous }] }
          - { name: listNotes, entity: Note, kind: list, access: [{ role: anonymous }] }
        """;

    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        var board = CapabilityCatalog.BuiltIn.Read(Text).Blueprint!;
        foreach (var database in new[] { "postgresql", "mysql" })
            _bed.Add(
                database,
                board with
                {
                    Deployment = board.Deployment with { Database = database },
                },
                isAnalysed: database == "mysql",
                isTested: database == "postgresql"
            );
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void End() => _bed.Dispose();

    [Test]
    public async Task A_PostgreSQL_answers_while_it_is_near_and_the_database_otherwise()
    {
        await _bed["postgresql"].AssertTestsPassAsync("sqlite");
        await using var primary = (await PostgreSqlServer.StartAsync(CancellationToken.None))!;
        await using var standby = await StandbyServer.OfAsync(primary);
        await AssertReadsAsync("postgresql", standby, await primary.CreateDatabaseAsync(CancellationToken.None));
    }

    [Test]
    public async Task A_MariaDB_answers_while_it_is_near_and_the_database_otherwise()
    {
        await using var source = await MariaDbReplica.SourceAsync();
        await using var replica = await MariaDbReplica.OfAsync(source);
        await AssertReadsAsync("mysql", replica, await source.CreateDatabaseAsync());
    }

    private async Task AssertReadsAsync(string kind, IFollower standby, string database)
    {
        var delivered = _bed[kind];
        await using var service = await DeliveredService.StartAsync(
            delivered.Folder,
            delivered.Blueprint,
            database,
            CancellationToken.None,
            new Dictionary<string, string?> { ["ConnectionStrings__Replica"] = standby.Of(database) }
        );
        using var http = new HttpClient { BaseAddress = service.Address };
        await BecomesAsync(http, "Healthy");

        // Held, it is read from and doesn't show what was stored meanwhile; until that is too long ago, as it may be on a busy machine.
        var (stored, shown) = (0, 0);
        for (var attempt = 0; attempt < 10 && shown == stored; attempt++)
        {
            await standby.HoldAsync(database, on: true);
            await PinAsync(http);
            stored++;
            shown = await CountAsync(http);
            await BecomesAsync(http, "Degraded");
            Assert.That(await CountAsync(http), Is.EqualTo(stored), "the database answers");
            await standby.HoldAsync(database, on: false);
            await BecomesAsync(http, "Healthy");
        }

        Assert.That(shown, Is.EqualTo(stored - 1), "the replica answers");
        Assert.That(await CountAsync(http), Is.EqualTo(stored));

        // Killed, it is missed by nobody.
        await standby.KillAsync();
        for (var i = 0; i < 20; i++)
            Assert.That(await CountAsync(http), Is.EqualTo(stored));
        await BecomesAsync(http, "Degraded");
        await PinAsync(http);
        Assert.That(await CountAsync(http), Is.EqualTo(stored + 1));
        await standby.StartAsync();
        await BecomesAsync(http, "Healthy");
        // It may be as far behind as it is allowed to be.
        Assert.That(async () => await CountAsync(http), Is.EqualTo(stored + 1).After(10_000, 100));
    }

    private static async Task PinAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/notes", new { text = "Hello" });
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<int> CountAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/api/v1/notes")).GetProperty("items").GetArrayLength();

    private static async Task BecomesAsync(HttpClient http, string wanted)
    {
        var said = "";
        for (var i = 0; i < 300 && said != wanted; i++)
        {
            said = await http.GetStringAsync("/health/ready");
            if (said != wanted)
                await Task.Delay(100);
        }

        Assert.That(said, Is.EqualTo(wanted));
    }
}

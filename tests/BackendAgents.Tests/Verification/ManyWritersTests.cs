using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// What many write at once on PostgreSQL and Redis: a counter, a leaderboard whose answers are kept, one version of a row, and the lease
/// of a job. Only where the environment variable BACKEND_AGENTS_CALLERS says how many.
/// </summary>
[Category("Slow")]
public sealed class ManyWritersTests
{
    private const string Arcade = """
        service: { name: arcade, title: Arcade, description: Players play games and look who is best. }
        deployment: { database: postgresql, cache: redis }
        authentication: { kind: jwt, account: Player, login: email, defaultRole: player }
        roles:
          - { id: player, name: player, selfRegister: true, description: Plays. }
        entities:
          - name: Player
            description: Who plays.
            fields: [{ name: email, type: email, required: true, unique: true, personal: true }]
          - name: Game
            description: What is played, and how often.
            fields:
              - { name: name, required: true, maxLength: 40 }
              - { name: plays, type: int, required: true, default: '0', exposure: read-only }
              - { name: checkedAt, type: timestamp, exposure: read-only }
          - name: Score
            description: What somebody has reached in a game.
            owner: [player]
            fields: [{ name: points, type: int, required: true, min: 0, max: 1000 }]
        relations:
          - { name: player, inverse: scores, kind: one-to-many, from: Player, to: Score, required: true, onDelete: cascade }
          - { name: game, inverse: scores, kind: one-to-many, from: Game, to: Score, required: true, onDelete: cascade }
        operations:
          - { name: getGame, entity: Game, kind: get, access: [{ role: player }] }
          - { name: updateGame, entity: Game, kind: update, access: [{ role: player }] }
          - name: playGame
            entity: Game
            kind: call
            status: 204
            effects: [{ add: { to: plays, amount: 1 } }]
            access: [{ role: player }]
          - { name: addScore, entity: Score, kind: create, access: [{ role: player, scope: own }] }
          - { name: updateScore, entity: Score, kind: update, access: [{ role: player, scope: own }] }
          - name: best
            entity: Score
            kind: report
            report:
              by: [{ name: player, value: player.id }]
              values: [{ name: scores }, { name: points, sum: points }]
              order: -points
              keep: 60
            access: [{ role: player }]
        jobs:
          - name: checkGames
            schedule: every hour
            forEach: Game
            where: checkedAt == null
            effects: [{ set: { checkedAt: now } }]
        """;

    private readonly Testbed _bed = new();
    private int _callers;

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("BACKEND_AGENTS_CALLERS"), out _callers))
            Assert.Ignore("Set BACKEND_AGENTS_CALLERS to a number.");
        var read = CapabilityCatalog.BuiltIn.Read(Arcade);
        Assert.That(read.Blueprint, Is.Not.Null, string.Join('\n', read.Problems));
        _bed.Add("arcade", read.Blueprint!);
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [Test]
    public async Task Counters_leaderboards_and_leases_hold_with_many_callers()
    {
        await using var cache = await CacheServer.StartAsync("redis");
        foreach (var test in new[] { "counts_every_call", "keeps_its_answer", "takes_a_tag_once", "Many_instances_run_it_once" })
            await _bed["arcade"].AssertTestsPassAsync("postgresql", _callers, cache.Connection, filter: $"FullyQualifiedName~{test}");
    }
}

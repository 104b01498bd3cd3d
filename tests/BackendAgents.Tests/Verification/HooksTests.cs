using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Tests.Verification;

/// <summary>Hooks that a person has filled in: with database and lock, in the transaction of the request.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.All)]
public sealed class HooksTests
{
    private const int Capacity = 5;

    private const string Hooks = """
        using Microsoft.EntityFrameworkCore;
        using Parking.Infrastructure;

        namespace Parking.Features;

        internal sealed class StayHooks : Hooks<Stay>
        {
            public override async Task<Refusal?> CreatingAsync(Stay row, Work work, CancellationToken cancellationToken)
            {
                await work.LockAsync<Garage>(row.GarageId, cancellationToken);
                work.Db.Attempts.Add(new Attempt { Plate = row.Plate });
                await work.Db.SaveChangesAsync(cancellationToken);
                var garage = await work.Db.Garages.AsNoTracking().FirstAsync(found => found.Id == row.GarageId, cancellationToken);
                var taken = await work.Db.Stays.CountAsync(stay => stay.GarageId == row.GarageId, cancellationToken);
                return taken < garage.Capacity ? null : new Refusal(409, $"Full at {work.Now:O}.", "garage-full");
            }
        }

        """;

    private static readonly string[] s_databases = ["sqlite", "postgresql", "mysql"];

    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        foreach (var database in s_databases)
            _bed.Add(database, CapabilityCatalog.BuiltIn.Read(Yaml(database)).Blueprint!, isTested: false)
                .Edit("src/Parking/Features/Stays/StayHooks.cs", static _ => Hooks);
        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [TestCaseSource(nameof(s_databases))]
    public async Task A_check_that_locks_holds_under_concurrency_and_a_refusal_undoes_everything(string database)
    {
        await using var service = await _bed[database].StartAsync(database);
        using var client = new HttpClient { BaseAddress = service.Address };
        using var made = await client.PostAsJsonAsync("/api/v1/garages", new { name = "North", capacity = Capacity });
        var garage = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async n =>
                {
                    using var answer = await client.PostAsJsonAsync("/api/v1/stays", new { plate = $"P{n}", garageId = garage });
                    return (answer.StatusCode, Body: await answer.Content.ReadFromJsonAsync<JsonElement>());
                })
        );

        Assert.That(answers.Count(static answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(Capacity));
        Assert.That(
            answers.Where(static answer => answer.StatusCode != HttpStatusCode.Created).Select(static answer => Code(answer.Body)),
            Is.All.EqualTo("garage-full")
        );
        foreach (var rows in (string[])["stays", "attempts"])
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/{rows}?limit=100");
            Assert.That(page.GetProperty("items").GetArrayLength(), Is.EqualTo(Capacity), rows);
        }
    }

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private static string Yaml(string database) =>
        $$"""
            service: { name: parking, title: Parking, description: Keeps who parks where. }
            authentication: { kind: none }
            deployment: { database: {{database}} }
            entities:
              - id: garage
                name: Garage
                fields: [ { name: name, type: string, required: true, maxLength: 80 }, { name: capacity, type: int, required: true } ]
              - { id: stay, name: Stay, fields: [ { name: plate, type: string, required: true, maxLength: 20 } ] }
              - { id: attempt, name: Attempt, fields: [ { name: plate, type: string, required: true, maxLength: 20 } ] }
            relations:
              - { id: stay-garage, name: garage, inverse: stays, kind: one-to-many, from: garage, to: stay, required: true }
            operations:
              - { name: createGarage, entity: garage, kind: create, access: [ { role: anonymous } ] }
              - { name: createStay, entity: stay, kind: create, access: [ { role: anonymous } ] }
              - { name: listStays, entity: stay, kind: list, access: [ { role: anonymous } ] }
              - { name: listAttempts, entity: attempt, kind: list, access: [ { role: anonymous } ] }
            """;
}

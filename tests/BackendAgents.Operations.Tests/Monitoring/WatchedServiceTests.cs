using System.Net;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Operations.Tests.Load;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Load;
using BackendAgents.Verification.Running;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>The delivered service, watched for real: it runs and is used, and a Prometheus with the delivered rules looks at it.</summary>
[Category("Slow")]
internal sealed class WatchedServiceTests
{
    [Test]
    public async Task After_some_use_every_value_and_every_panel_has_data()
    {
        using var delivery = Operated.Write("postgresql");
        await using var service = await DeliveredService.StartAsync(
            delivery.Folder,
            delivery.Blueprint,
            $"Data Source={Path.Combine(delivery.Folder, "watched.db")}",
            CancellationToken.None
        );
        await Watching.LogsAreEcsAsync(delivery);
        await CarriesAsync(delivery);
        await K6ReadsAndWritesAsync(delivery, service.Address);
        using var caller = new HttpClient { BaseAddress = service.Address };
        var configuration = delivery
            .Read("monitoring/prometheus/prometheus.yml")
            .Replace("\"app:9464\"", $"\"{service.Address.Authority}\"", StringComparison.Ordinal)
            .Replace(": 15s", ": 1s", StringComparison.Ordinal);
        Assert.That(configuration, Does.Contain(service.Address.Authority).And.Contain(": 1s"));
        await using var prometheus = await PrometheusServer.StartAsync(delivery.Folder, configuration);

        var wanted = Watching.Recorded(delivery).Concat(Watching.Panels(delivery)).ToList();
        Assert.That(wanted, Has.Count.GreaterThan(15));
        List<string> missing = [];
        for (var round = 0; round < 60 && (round < 5 || missing.Count > 0); round++)
        {
            Assert.That((await caller.GetAsync("/api/v1/posts")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await caller.GetAsync("/api/v1/posts/nonsense")).IsSuccessStatusCode, Is.False);
            Assert.That(
                (await caller.PostAsync("/api/v1/auth/login", new StringContent("{", null, "application/json"))).IsSuccessStatusCode,
                Is.False
            );
            await Task.Delay(1_000);
            missing = [];
            foreach (var expression in wanted)
                if ((await prometheus.QueryAsync(expression)).Count == 0)
                    missing.Add(expression);
        }

        Assert.That(missing, Is.Empty, await caller.GetStringAsync("/metrics"));
        var done = await prometheus.QueryAsync("service_operations_total{operation=\"listPosts\",outcome=\"done\"}");
        Assert.That(int.Parse((string)done.Single()!["value"]![1]!, null), Is.GreaterThanOrEqualTo(3));
        var why = await prometheus.QueryAsync(
            "service_operations_total{operation=\"login\",outcome=\"refused\",problem=\"validation-failed\"}"
        );
        Assert.That(why, Has.Count.EqualTo(1), "what is refused is counted by why");
        var metrics = await caller.GetStringAsync("/metrics");
        foreach (var field in delivery.Blueprint.Entities.SelectMany(static entity => entity.Fields).Where(static field => field.Personal))
            Assert.That(metrics, Does.Not.Contain(field.Name + "="), "a personal field in a metric");
    }

    // Measured by the verifier, which finds it compiled. What this machine manages while tests run is nobody's target.
    private static async Task CarriesAsync(Operated delivery)
    {
        var blueprint = delivery.Blueprint with
        {
            Targets = new Targets { RequestsPerSecond = 20, AvailabilityPercent = 90 },
            Scenarios = SampleBlueprints.Told().Scenarios,
        };

        var result = await new LoadVerifier().VerifyAsync(
            new VerificationContext(blueprint, delivery.Files, delivery.Folder),
            CancellationToken.None
        );

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), result.Summary + string.Join('\n', result.Findings));
        TestContext.Out.WriteLine(result.Summary);
        Assert.That(
            result.Summary,
            Does.Match(
                @"^1\d\d reads and writes at \d.* p50 .* p95 .* p99 .* 0 failed, \d+.* MiB of memory; \d+ of \d+ calls by role.*PostgreSQL"
            )
        );
    }

    // The scenarios as the script for k6 has them, by accounts of their roles.
    private static async Task K6ReadsAndWritesAsync(Operated delivery, Uri address)
    {
        var told = delivery.Blueprint with { Scenarios = SampleBlueprints.Told().Scenarios };

        var checks = await K6Runner.RunAsync(CapabilityCatalog.BuiltIn.Deliver(told).Find("tests/load/k6.js")!.Content, address);

        TestContext.Out.WriteLine(checks.ToJsonString());
        Assert.That((int)checks["is answered"]![0]!, Is.EqualTo((int)checks["is answered"]![1]!));
        Assert.That(
            (int)checks["is as the scenario says"]![0]!,
            Is.GreaterThan(0).And.EqualTo((int)checks["is as the scenario says"]![1]!)
        );
    }
}

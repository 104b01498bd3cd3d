using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Load;

namespace BackendAgents.Operations.Tests.Load;

/// <summary>The load that is measured, how it is judged, and what is planned from it.</summary>
internal sealed class LoadTests
{
    [Test]
    public void Percentiles_are_of_what_was_answered()
    {
        var measured = new LoadMeasurement(
            [.. Enumerable.Range(1, 100).Select(static i => (double)i).Reverse()],
            25,
            TimeSpan.FromSeconds(10)
        );

        Assert.That(measured.Percentile(0.5), Is.EqualTo(50));
        Assert.That(measured.Percentile(0.95), Is.EqualTo(95));
        Assert.That(measured.Percentile(1), Is.EqualTo(100));
        Assert.That(measured.PerSecond, Is.EqualTo(10));
        Assert.That(measured.ErrorRatio, Is.EqualTo(0.2));
    }

    [TestCase(50, 0, 0)]
    [TestCase(500, 0, 1)]
    [TestCase(50, 10, 1)]
    [TestCase(500, 10, 2)]
    public void Each_target_that_is_missed_is_a_finding(double milliseconds, int errors, int findings)
    {
        var targets = new Targets { LatencyP95Milliseconds = 200, AvailabilityPercent = 99 };
        var measured = new LoadMeasurement([.. Enumerable.Repeat(milliseconds, 100)], errors, TimeSpan.FromSeconds(1));

        Assert.That(LoadJudgement.Of(targets, measured), Has.Count.EqualTo(findings));
    }

    [Test]
    public void Nothing_that_is_answered_is_a_finding() =>
        Assert.That(LoadJudgement.Of(new Targets(), new LoadMeasurement([], 5, TimeSpan.FromSeconds(1))), Has.Count.EqualTo(1));

    [TestCase("maxLength: 100", "{ code: book-1 }", "book-1{run}")]
    [TestCase("maxLength: 12", "{ code: book-1 }", "book{run:8}")]
    [TestCase("maxLength: 6", "{ code: book-1 }", "{run:6}")]
    [TestCase("maxLength: 17, pattern: '^[0-9X-]{10,17}$'", "{ code: '0000000007' }", "{digits:10}")]
    [TestCase("maxLength: 17, pattern: '^[A-Z]+-[0-9]+$'", "{ code: AB-0001 }", "AB-{digits:4}")]
    public void What_must_be_new_fits_its_field(string field, string body, string sent)
    {
        var blueprint = CapabilityCatalog
            .BuiltIn.Read(
                $$"""
                service: { name: books, title: Books }
                authentication: { kind: jwt, account: User, login: email, defaultRole: member }
                roles: [{ name: member }]
                entities:
                  - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
                  - { name: Book, fields: [{ name: code, required: true, unique: true, {{field}} }] }
                operations:
                  - { name: createBook, entity: Book, kind: create, access: [{ role: member }] }
                scenarios:
                  - title: Someone adds a book
                    accounts: [{ name: ada, role: member }]
                    steps: [{ as: ada, call: createBook, body: {{body}} }]
                """
            )
            .Blueprint!;
        var conversations = new LoadConversations(CapabilityCatalog.BuiltIn.Plan(blueprint)).Write();

        Assert.That(conversations[0]!["calls"]![0]!["body"]!["code"]!.ToString(), Is.EqualTo(sent));
    }

    [Test]
    public async Task A_service_that_dies_under_load_is_seen()
    {
        await using var instance = new LoadBalancing.Instance();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{instance.Port}") };

        var well = await LoadClient.RunAsync(client, ["/a", "/b"], 50, TimeSpan.FromSeconds(1), CancellationToken.None);
        instance.Die();
        var ill = await LoadClient.RunAsync(client, ["/a"], 20, TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.That(well.Milliseconds, Has.Count.EqualTo(50));
        Assert.That(well.Errors, Is.Zero);
        Assert.That(instance.Heads.Count(static head => head.StartsWith("GET /b", StringComparison.Ordinal)), Is.EqualTo(25));
        Assert.That(ill.Errors, Is.EqualTo(20));
    }

    [Test]
    public async Task The_script_is_one_and_holds_the_targets()
    {
        using var delivery = Operated.Write("postgresql");
        var script = delivery.Read("tests/load/k6.js");
        var module = Path.Combine(delivery.Folder, "k6.mjs");
        await File.WriteAllTextAsync(module, script);

        var parsed = await Judges.RunAsync(delivery.Folder, "node", "--check", module);

        Assert.That(parsed.Succeeded, Is.True, parsed.Text);
        Assert.That(script, Does.Contain("rate<0.001").And.Contain("p(95)<250").And.Contain("/api/v1/posts"));
        // To ten times the peak by itself, and judged at the peak alone.
        var options = await OptionsAsync(delivery.Folder, script);
        var most = options["scenarios"]!["beyond"]!["stages"]!.AsArray().Max(static stage => (int)stage!["target"]!);
        Assert.That(most, Is.EqualTo(10 * options["scenarios"]!["peak"]!["stages"]!.AsArray().Max(static stage => (int)stage!["target"]!)));
        Assert.That(
            options["thresholds"]!
                .AsObject()
                .Where(static limit => limit.Key.Contains("beyond"))
                .Select(static limit => $"{limit.Value![0]}"),
            Is.EquivalentTo(["p(95)>=0", "rate>=0"])
        );
        Assert.That((await OptionsAsync(delivery.Folder, script, "SCALE: '1'"))["scenarios"]!.AsObject(), Has.Count.EqualTo(1));
        Assert.That(delivery.Read("docs/capacity.md"), Does.Contain("| Instances, one of which may be gone | 3 | 6 | 18 |"));
    }

    [Test]
    public async Task A_long_run_never_calls_with_a_token_that_has_ended()
    {
        var blueprint = SampleBlueprints.Told() with { Capabilities = [new() { Id = "load-test" }] };
        var script = CapabilityCatalog.BuiltIn.Deliver(blueprint).Find("tests/load/k6.js")!.Content;
        var life = TimeSpan.FromMinutes(blueprint.Authentication!.AccessTokenMinutes);

        var well = await K6Runner.RunLongAsync(script, life);
        var ill = await K6Runner.RunLongAsync(script.Replace("const known = current(made);", "const known = made;"), life);

        TestContext.Out.WriteLine($"{well.ToJsonString()}; without logging in again {ill.ToJsonString()}");
        Assert.That((int)well["failed"]!, Is.Zero);
        // Each account about once in nine tenths of a life, and not with each call.
        Assert.That((int)well["again"]! / (double)(int)well["accounts"]!, Is.InRange(20, 24));
        Assert.That((int)ill["failed"]!, Is.GreaterThan(0), "a token that has ended is refused here");
    }

    // What the script would have k6 do.
    private static async Task<JsonNode> OptionsAsync(string folder, string script, string environment = "")
    {
        var module = Path.Combine(folder, "options.mjs");
        await File.WriteAllTextAsync(
            module,
            $"globalThis.__ENV = {{ {environment} }};\n"
                + script
                    .Replace("import http from 'k6/http';", "const http = { setResponseCallback() {}, expectedStatuses() {} };")
                    .Replace("import { check } from 'k6';", "")
                + "console.log(JSON.stringify(options));\n"
        );
        var run = await Judges.RunAsync(folder, "node", module);
        Assert.That(run.Succeeded, Is.True, run.Text);
        return JsonNode.Parse(run.Output)!;
    }
}

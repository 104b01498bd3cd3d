using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>What people read of several services: drawn by a browser, and held against what there is.</summary>
internal sealed partial class SystemDocumentsTests
{
    private static readonly string[] s_pages =
    [
        "README.md",
        "docs/threat-model.md",
        "docs/architecture.md",
        "docs/errors.md",
        "docs/decisions.md",
        "docs/deployment.md",
        "docs/service-levels.md",
        "docs/runbooks/README.md",
    ];

    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Market("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [Test]
    public async Task Every_diagram_is_drawn()
    {
        var drawn = await Judges.NodeAsync(
            "mermaid.mjs",
            ProcessRunner.Find("chromium") ?? "chromium",
            Path.Combine(_delivery.Folder, "docs/architecture.md"),
            Path.Combine(_delivery.Folder, "services/orders/docs/architecture.md")
        );

        Assert.That(drawn.Succeeded, Is.True, drawn.Text);
    }

    [Test]
    public void A_call_is_followed_through_the_services_as_its_events_go()
    {
        var text = _delivery.Read("docs/architecture.md");

        var told = Step().Matches(text).Select(static match => match.Groups[1].Value);
        string[] expected =
        [
            "orders catalog OrderPlaced",
            "catalog orders StockAnswered",
            "orders accounts OrderReserved",
            "orders catalog OrderUndone",
            "orders accounts OrderUndone",
            "accounts orders PaymentAnswered",
        ];
        Assert.That(told.Select(static step => step.Replace("s_", "").Replace("-)", " ").Replace(": ", " ")), Is.EquivalentTo(expected));
        Assert.That(text, Does.Contain("### placeOrder").And.Contain("C4Context"));
    }

    [Test]
    public void What_effects_change_tells_others_as_well()
    {
        var market = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"))
            .Replace(
                "\nevents:\n",
                "\nevents:\n  - { name: BalanceMoved, entity: Customer, on: updated, payload: { customerId: id } }\n",
                StringComparison.Ordinal
            )
            .Replace(
                "\nsubscriptions:\n",
                "\nsubscriptions:\n  - { name: hear, event: BalanceMoved, forEach: Order, where: customerId == payload.customerId && "
                    + "state == placed, effects: [{ set: { state: placed } }] }\n",
                StringComparison.Ordinal
            );
        var read = CapabilityCatalog.BuiltIn.Read(market);
        Assert.That(read.Problems, Is.Empty);
        var text = CapabilityCatalog.BuiltIn.Deliver(read.Blueprint!).Find("docs/architecture.md")!.Content;

        var calls = text.Split("\n### ").Skip(1).ToDictionary(static part => part.Split('\n')[0]);
        Assert.That(calls.Keys, Is.EquivalentTo(new[] { "topUp", "placeOrder" }));
        // By a number that a call adds to; and by one that a subscription adds to, far from the call.
        Assert.That(calls.Values, Is.All.Contain("s_accounts-)s_orders: BalanceMoved"));
    }

    [Test]
    public void Each_way_between_services_has_its_threats_and_what_stands_against_them_is_there()
    {
        var text = _delivery.Read("docs/threat-model.md");

        foreach (var service in (string[])["accounts", "catalog", "orders"])
        {
            Assert.That(text, Does.Contain($" Gateway to Service {service}: "));
            Assert.That(text, Does.Match($"Service {service} to RabbitMQ.*: events"));
            // By itself it is called by the gateway and by nobody else.
            var own = _delivery.Read($"services/{service}/docs/threat-model.md");
            Assert.That(own, Does.Contain("Gateway to ").And.Not.Contain("Callers to "));
        }

        foreach (Match rule in Rule().Matches(text))
            Assert.That(RuleCatalog.Find(rule.Value), Is.Not.Null, rule.Value);
        var tests = string.Join(
            '\n',
            _delivery.Files.Where(static file => file.Path.Contains("Tests/")).Select(static file => file.Content)
        );
        foreach (Match named in Named().Matches(text))
            Assert.That(tests, Does.Contain(named.Groups[1].Value));
        foreach (Match alert in Alert().Matches(text))
            Assert.That(_delivery.Read("monitoring/prometheus/rules/orders.yml"), Does.Contain($"alert: {alert.Groups[1].Value}\n"));
    }

    [Test]
    public void What_a_service_costs_that_is_away_is_what_asks_it_as_well()
    {
        var whole = _delivery.Blueprint;
        var apart = CapabilityCatalog.BuiltIn.Deliver(
            whole with
            {
                Operations = [.. whole.Operations.Select(static operation => operation with { Asks = [], Guards = [] })],
            }
        );
        string Apart(string path) => apart.Find(path)!.Content;

        Assert.That(
            _delivery.Read("docs/service-levels.md"),
            Does.Match(@"\| catalog \| its .* operations, and `placeOrder`, which asks it \|")
        );
        Assert.That(Apart("docs/service-levels.md"), Does.Contain("| catalog | its ").And.Not.Contain("which asks it"));
        foreach (var path in (string[])["README.md", "docs/decisions.md", "docs/threat-model.md"])
        {
            Assert.That(_delivery.Read(path), Does.Contain("its own calls and those that ask it something"), path);
            Assert.That(Apart(path), Does.Contain("its own calls alone"), path);
        }

        Assert.That(_delivery.Read("docs/threat-model.md"), Does.Contain("`PeerCallsTests`"));
        Assert.That(Apart("docs/threat-model.md"), Does.Contain("`PublishedKeysTests`").And.Not.Contain("PeerCalls"));
    }

    [Test]
    public void Every_link_leads_to_a_file()
    {
        foreach (var path in s_pages)
        foreach (Match link in Link().Matches(_delivery.Read(path)))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            var file = Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(path)!, target)));
            Assert.That(_delivery.Files.Find(file), Is.Not.Null, $"{path}: {target}");
        }
    }

    [Test]
    public void What_the_whole_decided_needs_and_promises_is_that_of_all_its_services()
    {
        var (decisions, deployment) = (_delivery.Read("docs/decisions.md"), _delivery.Read("docs/deployment.md"));
        var (levels, runbooks) = (_delivery.Read("docs/service-levels.md"), _delivery.Read("docs/runbooks/README.md"));

        Assert.That(decisions, Does.Contain("1. Several services").And.Contain("orders owns Order").And.Contain(". nginx"));
        foreach (var service in (string[])["accounts", "catalog", "orders"])
        {
            Assert.That(deployment, Does.Contain($"- PostgreSQL 15 for {service}, ").And.Contain($"| {service} | `dotnet Market"));
            Assert.That(levels, Does.Match($@"\| {service} \| its [0-9]+ of [0-9]+ operations"));
            // Each alert that has a page is in the index.
            var pages = _delivery.Files.Where(file => file.Path.StartsWith($"services/{service}/docs/runbooks/"));
            foreach (var page in pages)
                Assert.That(runbooks, Does.Contain($"[{service}](../../{page.Path})"));
        }

        // What is made is what is named, but for what nginx and people who watch read.
        foreach (Match made in Made().Matches(_delivery.Read("secrets/create.sh")))
            Assert.That(
                deployment.Contains($"| `{made.Groups[1].Value}` |", StringComparison.Ordinal)
                    || made.Groups[1].Value is "tls.key" or "tls.crt" or "grafana-password",
                made.Value
            );
    }

    [GeneratedRegex("(?m)^make (\\S+) ")]
    private static partial Regex Made();

    [GeneratedRegex(@"(?m)^ +(s_\w+-\)s_\w+: \w+)")]
    private static partial Regex Step();

    [GeneratedRegex(@"\b[A-Z]{3,4}[0-9]{3}\b")]
    private static partial Regex Rule();

    [GeneratedRegex("`([A-Z][a-z]*_\\w+|\\w+Tests)`")]
    private static partial Regex Named();

    [GeneratedRegex("alert `(\\w+)`")]
    private static partial Regex Alert();

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}

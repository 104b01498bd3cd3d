using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>What is delivered of several services, as files.</summary>
public sealed class SystemDeliveryTests
{
    private static readonly ArtifactSet s_market = CapabilityCatalog.BuiltIn.Deliver(Divided.Market);

    [TestCase("Market.slnx")]
    [TestCase("openapi.json")]
    [TestCase("src/Market/Program.cs")]
    [TestCase("tests/Market.Tests/Acceptance/AnOrderIsPaidAcrossServicesScenario.g.cs")]
    [TestCase("services/orders/src/MarketOrders/Features/Copies/ProductCopy.g.cs")]
    [TestCase("services/catalog/src/MarketCatalog/Features/Copies/RowCopies.g.cs")]
    [TestCase("services/accounts/src/MarketAccounts/Features/Auth/TokenService.g.cs")]
    [TestCase("services/orders/db/migrations/postgresql/0001_initial.up.sql")]
    public void Files_that_are_there(string path) => Assert.That(s_market.Find(path), Is.Not.Null);

    [TestCase("services/orders/src/MarketOrders/Features/Auth/TokenService.g.cs")]
    [TestCase("services/orders/src/MarketOrders/Features/Products/ProductEndpoints.g.cs")]
    [TestCase("db/migrations/postgresql/0001_initial.up.sql")]
    public void Files_that_are_not(string path) => Assert.That(s_market.Find(path), Is.Null);

    [Test]
    public void Only_who_issues_tokens_stores_passwords() =>
        Assert.That(
            s_market
                .Where(static file => file.Path.EndsWith("_initial.up.sql") && file.Content.Contains("password_hash"))
                .Select(static file => file.Path.Split('/')[1])
                .Distinct(),
            Is.EqualTo(new[] { "accounts" })
        );

    [Test]
    public void Only_who_issues_tokens_has_the_private_key()
    {
        Assert.That(
            s_market
                .Where(static file => file.Content.Contains("Auth__SigningKey"))
                .Select(static file => file.Path.Split('/')[0])
                .Distinct(),
            Is.SubsetOf(new[] { "services", "README.md", "run.sh" })
        );
        Assert.That(
            s_market
                .Where(static file => file.Path.EndsWith("Program.cs") && file.Content.Contains("AddIssuedTokens"))
                .Select(static file => file.Path.Split('/')[1]),
            Is.EqualTo(new[] { "accounts" })
        );
        Assert.That(
            s_market
                .Where(static file => file.Path.Contains("/src/") && file.Content.Contains("HmacSha256"))
                .Select(static file => file.Path),
            Is.Empty
        );
        Assert.That(Settings("accounts"), Does.Contain("Auth:SigningKey"));
        Assert.That(Settings("orders"), Does.Not.Contain("Auth:SigningKey").And.Contain("Services:accounts"));

        static IEnumerable<string> Settings(string service) =>
            CapabilityCatalog
                .BuiltIn.Plan(ServiceDivision.Of(Divided.Market).Single(share => share.Service.Name == service).Blueprint)
                .Settings.Select(static setting => setting.Key);
    }

    [Test]
    public void No_table_refers_to_that_of_another_service()
    {
        var orders = s_market.Find("services/orders/db/migrations/postgresql/0001_initial.up.sql")!.Content;
        Assert.That(orders, Does.Contain("REFERENCES \"products\"").Or.Contain("REFERENCES products"), "a copy is there to refer to");
        Assert.That(orders, Does.Not.Contain("stock"));
    }

    [Test]
    public void Every_path_of_the_contract_leads_to_one_service()
    {
        var ways = s_market.Find("src/Market/Upstreams.g.cs")!.Content;
        foreach (var endpoint in CapabilityCatalog.BuiltIn.Plan(Divided.Market).Contract.Endpoints)
            Assert.That(ways, Does.Contain($"\"{endpoint.Path}\""));
    }

    [Test]
    public void A_service_that_changes_gets_a_migration_and_the_others_none()
    {
        var released = new Release(Divided.Market, [.. s_market.Where(static file => Release.IsMigration(file.Path))]);
        var note = new Field
        {
            Id = "order-note",
            Name = "note",
            MaxLength = 100,
        };
        var grown = Divided.Market with
        {
            Entities =
            [
                .. Divided.Market.Entities.Select(entity =>
                    entity.Id == "order" ? entity with { Fields = [.. entity.Fields, note] } : entity
                ),
            ],
        };
        Assert.That(CapabilityCatalog.BuiltIn.Validate(grown, released), Is.Empty);

        var second = CapabilityCatalog
            .BuiltIn.Deliver(grown, released)
            .Select(static file => file.Path)
            .Where(static path => path.Contains("/sqlite/0002_") && path.EndsWith(".up.sql"));

        Assert.That(second.Select(static path => path.Split('/')[1]), Is.EqualTo(new[] { "orders" }));
    }

    [Test]
    public void The_diagrams_show_who_tells_whom()
    {
        var text = s_market.Find("docs/architecture.md")!.Content;

        Assert.That(text, Does.Contain("C4Container").And.Contain("ContainerDb(s_orders_rows"));
        Assert.That(text, Does.Contain("| catalog | orders | rows of Product, StockAnswered |"));
        Assert.That(text, Does.Contain("| orders | catalog | OrderPlaced, OrderUndone |"));
    }

    [Test]
    public void Files_of_a_service_are_held_against_rules_as_if_it_were_alone()
    {
        var broken = new ArtifactSet(
            s_market.Select(static file =>
                file.Path == "services/orders/Dockerfile" ? file with { Content = file.Content.Replace("USER", "# USER") } : file
            )
        );

        var before = new CheckEngine().Check(new CheckContext(Divided.Market, s_market));
        var after = new CheckEngine().Check(new CheckContext(Divided.Market, broken));

        Assert.That(before.Where(static finding => finding.Severity == Severity.Error), Is.Empty);
        Assert.That(before.Where(static finding => finding.Place.File.StartsWith("services/")), Is.Empty);
        Assert.That(after.Select(static finding => finding.Place.File), Has.Some.EqualTo("services/orders/Dockerfile"));
    }

    [Test]
    public void Tests_in_the_folders_of_services_count_as_tests()
    {
        var small = Divided.Small().Blueprint!;

        var findings = new CheckEngine().Check(new CheckContext(small, CapabilityCatalog.BuiltIn.Deliver(small)));

        Assert.That(findings.Where(static finding => finding.Code == "QUAL002"), Is.Empty);
    }
}

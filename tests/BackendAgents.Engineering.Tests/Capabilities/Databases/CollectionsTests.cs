using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Databases.MongoDb;
using BackendAgents.Engineering.Storage;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Databases;

/// <summary>What MongoDB is told of a table: in the notation of its values, and nothing that earlier documents break.</summary>
public sealed class CollectionsTests
{
    private static readonly Table s_table = new()
    {
        Name = "offers",
        PrimaryKey = new PrimaryKey("pk_offers", ["id"]),
        Columns =
        [
            Column("id", ColumnKind.Uuid),
            Column("price", ColumnKind.Numeric, 28, 2),
            Column("count", ColumnKind.Integer),
            Column("opens_at", ColumnKind.Time) with
            {
                Default = LiteralReader.Read(ColumnKind.Time, "08:30"),
            },
            Column("since", ColumnKind.Date) with
            {
                Default = LiteralReader.Read(ColumnKind.Date, "now"),
            },
            Column("note", ColumnKind.Text) with
            {
                Nullable = true,
            },
        ],
        Checks =
        [
            new TableCheck("ck_price", new RangeCondition("price", 0.01m, null)),
            new TableCheck("ck_count", new RangeCondition("count", 1, 5)),
        ],
    };

    private static Column Column(string name, ColumnKind kind, int? precision = null, int? scale = null) =>
        new() { Name = name, Type = new ColumnType(kind, precision, scale) };

    private static JsonNode Schema => CollectionValidator.Of(s_table)["$jsonSchema"]!;

    private static string Compact(JsonNode? node) => node?.ToJsonString() ?? "null";

    [Test]
    public void Bounds_of_amounts_are_decimals_for_a_double_is_another_number()
    {
        var price = Schema["properties"]!["price"]!;

        Assert.That(Compact(price["minimum"]), Is.EqualTo("""{"$numberDecimal":"0.01"}"""));
        Assert.That(Compact(price["maximum"]), Is.EqualTo("""{"$numberDecimal":"100000000000000000000000000"}"""));
        Assert.That(Compact(Schema["properties"]!["count"]!["maximum"]), Is.EqualTo("5"));
    }

    [Test]
    public void What_has_a_default_or_may_be_null_may_be_missing() =>
        Assert.That(Compact(Schema["required"]), Is.EqualTo("""["_id","price","count"]"""));

    [Test]
    public void Times_of_day_have_the_one_notation_that_the_service_reads() =>
        Assert.That(
            CollectionValidator.Constant(s_table.FindColumn("opens_at")!.Default!, ColumnKind.Time)!.GetValue<string>(),
            Is.EqualTo("08:30:00.000000")
        );

    [Test]
    public void What_is_set_to_the_present_is_so_when_it_is_set()
    {
        var collection = CollectionsEmitter.Collection(s_table);

        Assert.That(Compact(collection["now"]), Is.EqualTo("""{"since":"Date"}"""));
        Assert.That(Compact(collection["defaults"]), Is.EqualTo("""{"opens_at":"08:30:00.000000","note":null}"""));
    }

    [Test]
    public void In_a_cluster_the_server_finds_itself_before_it_is_ready()
    {
        var sample = SampleBlueprints.Social();
        string Manifests(string database) =>
            string.Concat(
                CapabilityCatalog
                    .BuiltIn.Deliver(
                        sample with
                        {
                            Deployment = sample.Deployment with { Database = database },
                            Capabilities = [new CapabilityChoice { Id = "kubernetes" }],
                        }
                    )
                    .Select(static file => file.Content)
            );

        Assert.That(Manifests("mongodb"), Does.Contain("publishNotReadyAddresses: true"));
        Assert.That(Manifests("postgresql"), Does.Not.Contain("publishNotReadyAddresses"));
    }
}

using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;
using static BackendAgents.Engineering.Tests.Checks.RuleExamples;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>For each rule at least one example that breaks it, and a part of the place that it must report.</summary>
internal static class RuleBreaks
{
    private static TestCaseData Case(string rule, CheckContext broken, string location) =>
        new TestCaseData(rule, broken, location).SetArgDisplayNames(rule, location);

    private const string Hooks = "src/Shop/Features/Orders/OrderHooks.cs";

    // A service of one file, which needs no package.
    private static CheckContext Written(string code) =>
        Good with
        {
            Artifacts = new(
                Good.Artifacts.Append(new Artifact(Hooks, "namespace Shop.Features;\n\n" + code + "\n", ArtifactOwnership.Written))
                    .Append(new Artifact("src/Shop/Shop.csproj", "<Project/>\n"))
            ),
        };

    private static JsonObject Put(JsonNode root) => root["paths"]!["/api/v1/orders/{id}"]!["put"]!.AsObject();

    private static JsonObject Order(JsonNode root) => root["components"]!["schemas"]!["Order"]!["properties"]!.AsObject();

    private static Field Field(string name, FieldType type) =>
        new()
        {
            Id = "order-x",
            Name = name,
            Type = type,
            MaxLength = type == FieldType.String ? 100 : null,
        };

    public static IEnumerable<TestCaseData> All()
    {
        // What callers rely on.
        yield return Case(
            "API018",
            Context() with
            {
                Released = Context().Blueprint with
                {
                    Operations = [.. Context().Blueprint.Operations, Context().Blueprint.Operations[0] with { Id = "gone", Name = "gone" }],
                },
            },
            "backend.yaml"
        );

        // The HTTP contract.
        yield return Case("API001", Context(documentText: "{\n  \"paths\": {\n"), "openapi.json:3");
        yield return Case("API002", Context(document: root => Put(root).Remove("operationId")), "openapi.json");
        yield return Case(
            "API003",
            Context(document: root => root["paths"]!["/b"] = new JsonObject { ["get"] = Put(root).DeepClone() }),
            "openapi.json"
        );
        yield return Case("API004", Context(document: root => Put(root)["description"] = " "), "openapi.json");
        yield return Case("API005", Context(document: root => Put(root)["tags"] = new JsonArray()), "openapi.json");
        yield return Case("API006", Context(document: root => Put(root)["responses"]!.AsObject().Remove("200")), "openapi.json");
        yield return Case("API007", Context(document: root => Put(root)["parameters"]!.AsArray().RemoveAt(0)), "openapi.json");
        yield return Case(
            "API008",
            Context(document: root => root["paths"]!["/orders/"] = new JsonObject { ["get"] = Put(root).DeepClone() }),
            "openapi.json"
        );
        yield return Case("API009", Context(document: root => root["info"]!.AsObject().Remove("contact")), "#contact");
        yield return Case("API010", Context(document: root => root.AsObject().Remove("servers")), "openapi.json");
        yield return Case("API011", Context(document: root => root.AsObject().Remove("tags")), "#Orders");
        yield return Case(
            "API012",
            Context(document: root => root["components"]!["schemas"]!["Unused"] = new JsonObject()),
            "openapi.json"
        );
        yield return Case(
            "API013",
            Context(document: root => Put(root)["responses"]!["404"] = new JsonObject { ["description"] = "No." }),
            "#404"
        );
        yield return Case(
            "API014",
            Context(document: root => Put(root)["responses"]!["401"]!["$ref"] = "#/components/responses/Gone"),
            "openapi.json"
        );
        yield return Case("API015", Context(document: root => Put(root)["parameters"]!.AsArray().RemoveAt(1)), "openapi.json");
        yield return Case("API016", Context(static blueprint => blueprint with { Operations = [] }), "backend.yaml#order");
        yield return Case(
            "API017",
            Context(With(Operation("x", "x", "order", OperationKind.Get, "admin") with { Access = [] })),
            "backend.yaml#x"
        );

        // Security, in the blueprint.
        yield return Case(
            "SEC001",
            Context(With(Operation("update-order", "updateOrder", "order", OperationKind.Update, Role.Anonymous))),
            "backend.yaml#update-order"
        );
        yield return Case(
            "SEC002",
            Context(With(Operation("get-user", "getUser", "user", OperationKind.Get, Role.Anonymous))),
            "backend.yaml#get-user"
        );
        yield return Case("SEC003", Context(With(Field("resetToken", FieldType.String))), "backend.yaml#order-x");
        yield return Case(
            "SEC004",
            Context(With(Operation("update-order", "updateOrder", "order", OperationKind.Update, "customer"))),
            "backend.yaml#update-order"
        );
        yield return Case("SEC005", Context(With(static auth => auth with { AccessTokenMinutes = 60 })), "backend.yaml#authentication");
        yield return Case("SEC006", Context(With(static auth => auth with { RefreshTokenDays = 90 })), "backend.yaml#authentication");
        yield return Case("SEC007", Context(With(static auth => auth with { MinPasswordLength = 8 })), "backend.yaml#authentication");
        yield return Case("SEC008", Context(With(Field("note", FieldType.Text))), "backend.yaml#order-x");
        yield return Case("SEC009", Context(With(Field("scan", FieldType.Binary))), "backend.yaml#order-x");
        yield return Case("SEC010", Context(With(Field("unitPrice", FieldType.Money))), "backend.yaml#order-x");
        yield return Case("SEC011", Context(With(static auth => auth with { Kind = AuthenticationKind.None })), "backend.yaml#user-email");
        yield return Case(
            "SEC012",
            Context(blueprint =>
                With(Operation("list-orders", "listOrders", "order", OperationKind.List, Role.Authenticated))(
                    With(Field("phone", FieldType.String) with { Personal = true })(blueprint)
                )
            ),
            "backend.yaml#list-orders"
        );
        yield return Case("SEC013", Context(With(static auth => auth with { DefaultRole = "admin" })), "backend.yaml#authentication");

        // Security, in the HTTP contract.
        yield return Case("SEC014", Context(document: root => Put(root).Remove("security")), "openapi.json");
        yield return Case("SEC014", Context(document: root => Put(root)["security"] = new JsonArray(new JsonObject())), "openapi.json");
        yield return Case(
            "SEC015",
            Context(document: root => Order(root)["number"]!.AsObject().Remove("maxLength")),
            "#Order.properties.number"
        );
        yield return Case("SEC016", Context(document: root => Order(root)["tags"]!.AsObject().Remove("maxItems")), "openapi.json");
        yield return Case("SEC017", Context(document: root => Order(root)["count"]!.AsObject().Remove("format")), "openapi.json");
        yield return Case("SEC018", Context(document: root => Put(root)["responses"]!.AsObject().Remove("401")), "openapi.json");
        yield return Case("SEC019", Context(document: root => Put(root)["responses"]!.AsObject().Remove("429")), "openapi.json");
        yield return Case(
            "SEC020",
            Context(document: root => Put(root)["parameters"]![0]!["schema"] = new JsonObject { ["type"] = "integer" }),
            "#id"
        );
        yield return Case(
            "SEC021",
            Context(document: root => root["components"]!["securitySchemes"]!["bearer"]!["scheme"] = "Basic"),
            "openapi.json"
        );
        yield return Case("SEC022", Context(document: root => root["servers"]![0]!["url"] = "http://shop.example"), "openapi.json");

        // Data, in the blueprint.
        yield return Case(
            "DATA001",
            Context(static blueprint => blueprint with { Entities = [.. blueprint.Entities, new Entity { Id = "void", Name = "Void" }] }),
            "backend.yaml#void"
        );
        yield return Case("DATA002", Context(With(Field("code", FieldType.String) with { Unique = true })), "backend.yaml#order-x");
        yield return Case(
            "DATA003",
            Context(
                RuleExamples.Order(static order => order with { Indexes = [new EntityIndex { Id = "i", Columns = ["order-number"] }] })
            ),
            "backend.yaml#i"
        );
        yield return Case("DATA004", Context(With(Field("totalAmount", FieldType.Double))), "backend.yaml#order-x");
        yield return Case("DATA005", Context(With(Field("views", FieldType.Int))), "backend.yaml#order-x");
        yield return Case("DATA006", Context(With(Field("dueDate", FieldType.String))), "backend.yaml#order-x");
        yield return Case(
            "DATA007",
            Context(blueprint =>
                With(Field("phone1", FieldType.String))(With(Field("phone2", FieldType.String) with { Id = "order-y" })(blueprint))
            ),
            "backend.yaml#order-"
        );
        yield return Case("DATA008", Context(With(Field("status", FieldType.String))), "backend.yaml#order-x");
        yield return Case(
            "DATA009",
            Context(blueprint =>
                With(Field("endsAt", FieldType.Timestamp))(With(Field("startsAt", FieldType.Timestamp) with { Id = "order-y" })(blueprint))
            ),
            "backend.yaml#order-x"
        );
        yield return Case("DATA010", Context(With(Field("rating", FieldType.Int))), "backend.yaml#order-x");

        // Data, in migrations.
        yield return Case(
            "DATA011",
            Context(migration: "select 1;\n\n/* gone */ drop  table \"a\";\n"),
            "db/migrations/postgresql/0002_next.up.sql:3"
        );
        yield return Case("DATA012", Context(migration: "alter table a add column b timestamp;\n"), "0002_next.up.sql:1");
        yield return Case("DATA013", Context(migration: "create table a (b char(3));\n"), "0002_next.up.sql:1");
        yield return Case("DATA014", Context(migration: "create index i on a (b);\n"), "0002_next.up.sql:1");
        yield return Case("DATA015", Context(migration: "alter table a add column b int not null;\n"), "0002_next.up.sql:1");
        yield return Case("DATA016", Context(migration: "alter table a rename column b to c;\n"), "0002_next.up.sql:1");
        yield return Case("DATA017", Context(migration: "alter table a alter column b type bigint;\n"), "0002_next.up.sql:1");
        yield return Case(
            "DATA018",
            Context(RuleExamples.Order(static order => order with { Dependencies = [new() { Fields = ["user"], Determine = ["city"] }] })),
            "backend.yaml#order"
        );

        // Performance.
        yield return Case(
            "PERF001",
            Context(blueprint =>
                With(
                    Operation("list-orders", "listOrders", "order", OperationKind.List, Role.Authenticated, AccessScope.Own) with
                    {
                        Filters = ["order-x"],
                    }
                )(With(Field("kind", FieldType.String))(blueprint))
            ),
            "backend.yaml#order-x"
        );
        yield return Case(
            "PERF003",
            Context(static blueprint =>
                blueprint with
                {
                    Targets = new Targets { RecoveryPointMinutes = 1, RecoveryTimeMinutes = 1 },
                }
            ),
            "backend.yaml#targets"
        );
        yield return Case(
            "PERF006",
            Context(static blueprint =>
                blueprint with
                {
                    Targets = blueprint.Targets with { RequestsPerSecond = 200, ConcurrentUsers = 14 },
                    Limits =
                    [
                        new CallLimit { Calls = 1_000_000, Per = LimitPeriod.Day },
                        new CallLimit { Calls = 60, Per = LimitPeriod.Minute },
                    ],
                }
            ),
            "backend.yaml#targets"
        );
        yield return Case(
            "PERF004",
            Context(static blueprint => blueprint with { Deployment = blueprint.Deployment with { Cdn = "edge" } }),
            "backend.yaml#deployment"
        );
        yield return Case(
            "PERF005",
            Context(static blueprint =>
                blueprint with
                {
                    Capabilities = [new CapabilityChoice { Id = "read-replica" }],
                    Deployment = blueprint.Deployment with { Database = "sqlite" },
                }
            ),
            "backend.yaml#deployment"
        );

        yield return Case(
            "DATA019",
            Context(static blueprint =>
                blueprint with
                {
                    Deployment = new Deployment { Database = "mongodb", Cdn = "varnish" },
                }
            ),
            "backend.yaml#deployment"
        );

        // Operations.
        yield return Case(
            "OPS014",
            Context(static blueprint => blueprint with { Targets = new Targets { RequestsPerSecond = 1 } }),
            "backend.yaml#targets"
        );
        yield return Case(
            "OPS015",
            Context(static blueprint =>
                blueprint with
                {
                    Targets = blueprint.Targets with { RequestsPerSecond = 500 },
                    Deployment = new Deployment { Database = "sqlite" },
                }
            ),
            "backend.yaml#deployment"
        );

        foreach (var data in ImageBreaks.All().Concat(ManifestBreaks.All()))
            yield return data;

        // Quality.
        yield return Case(
            "QUAL001",
            new CheckContext(Plan, new([.. Good.Artifacts.Where(static artifact => artifact.Path != "README.md")])),
            "README.md"
        );
        yield return Case(
            "QUAL002",
            new CheckContext(
                Plan,
                new([.. Good.Artifacts.Where(static artifact => !artifact.Path.StartsWith("tests/", StringComparison.Ordinal))])
            ),
            "backend.yaml#"
        );
        yield return Case("QUAL003", Context(RuleExamples.Order(static order => order with { Description = " " })), "backend.yaml#order");
        yield return Case("QUAL004", Written("internal sealed class OrderHooks { private int Count() => 1; int Wrong( }"), Hooks);
        yield return Case(
            "QUAL005",
            Context(static blueprint =>
                blueprint with
                {
                    Operations =
                    [
                        .. blueprint.Operations,
                        new Operation
                        {
                            Id = "pay-order",
                            Name = "payOrder",
                            Entity = "order",
                            Kind = OperationKind.Call,
                            Handler = OperationHandler.Written,
                        },
                    ],
                }
            ),
            "src/Shop/Features/Orders/PayOrderHandler.cs"
        );
        yield return Case("QUAL006", Context(Guarded("input.total > 5", "input.total <= 5")), "backend.yaml#touch-it");
        yield return Case("QUAL007", Context(Circular), "backend.yaml#order");
        yield return Case("QUAL007", Context(static blueprint => Guarded("closesAt < opensAt")(Timed(blueprint))), "backend.yaml#touch-it");
        yield return Case("SEC024", Context(Everybody("Tariff", OperationKind.Create)), "backend.yaml#touch-it");
        yield return Case("SEC024", Context(Everybody("Payment", OperationKind.List)), "backend.yaml#touch-it");
        yield return Case(
            "SEC025",
            Context(blueprint =>
                blueprint with
                {
                    Entities =
                    [
                        .. blueprint.Entities.Select(entity =>
                            entity.Id == "user"
                                ? entity with
                                {
                                    Fields = [.. entity.Fields, Field("prepaidBalance", FieldType.Money)],
                                }
                                : entity
                        ),
                    ],
                }
            ),
            "backend.yaml#order-x"
        );
        yield return Case(
            "SEC025",
            Context(blueprint =>
                With(
                    new Field
                    {
                        Id = "order-x",
                        Name = "credits",
                        Type = FieldType.Int,
                    }
                )(blueprint) with
                {
                    Roles =
                    [
                        .. blueprint.Roles,
                        new Role
                        {
                            Id = "order",
                            Name = "order",
                            SelfRegister = true,
                        },
                    ],
                }
            ),
            "backend.yaml#order-x"
        );
        yield return Case("SEC023", Written("internal sealed class OrderHooks { private static int s_count = 1; }"), Hooks);
    }
}

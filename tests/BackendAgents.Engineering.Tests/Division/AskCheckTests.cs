using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>Questions between services: what each part knows of them, and which can't be asked.</summary>
public sealed class AskCheckTests
{
    private const string GetThing = "  - { name: getThing, entity: Thing, kind: get, access: [{ role: anonymous }] }";
    private const string GetOrder = "  - { name: getOrder, entity: Order, kind: get, access: [{ role: anonymous }] }";
    private const string Good = "{ operation: getThing, row: input.thingId, as: shelf }";

    [Test]
    public void A_part_knows_whom_it_asks_by_which_path_and_for_which_values()
    {
        var read = Divided.Small(
            more: GetThing,
            operation: $", asks: [{Good}], guards: [{{ when: shelf.stock >= input.amount, problem: too-few }}]"
        );
        Assert.That(read.Problems, Is.Empty);
        var parts = ServiceDivision.Of(read.Blueprint!).ToDictionary(static share => share.Service.Name, static share => share.Blueprint);

        var asked = parts["buying"].Operations.Single(static operation => operation.Name == "addOrder").Asks.Single().Service!;
        Assert.That((asked.Name, asked.Path, asked.Operation), Is.EqualTo(("selling", "/api/v1/things/{id}", "getThing")));
        Assert.That(asked.Values.Select(static value => value.Name), Is.EqualTo(new[] { "stock" }), "and no more than expressions name");
        Assert.That(parts["buying"].Part!.Peers.Select(static peer => peer.FullName), Is.EqualTo(new[] { "things-selling" }));
        Assert.That(parts["selling"].Part!.Callers.Select(static peer => peer.FullName), Is.EqualTo(new[] { "things-buying" }));
        Assert.That(parts["selling"].Part!.Peers, Is.Empty);
    }

    [TestCase("{ operation: getNothing, row: input.thingId, as: shelf }", "no operation of kind get")]
    [TestCase("{ operation: addThing, row: input.thingId, as: shelf }", "What changes something elsewhere is an event")]
    [TestCase("{ operation: getOrder, row: input.thingId, as: shelf }", "of the same service")]
    [TestCase("{ operation: getThing, row: input.amount, as: shelf }", "no required value of the request that is an id")]
    [TestCase("{ operation: getThing, row: input.nothing, as: shelf }", "no required value of the request that is an id")]
    [TestCase("{ operation: getThing, row: thingId, as: shelf }", "no required value of the request that is an id")]
    [TestCase("{ operation: getThing, row: input.thingId, as: amount }", "no name of its own")]
    [TestCase("{ operation: getThing, row: input.thingId, as: Shelf }", "no name of its own")]
    [TestCase(
        "{ operation: getThing, row: input.thingId, as: shelf }, { operation: getThing, row: input.thingId, as: shelf }",
        "no name of"
    )]
    public void What_cannot_be_asked_is_refused(string asks, string why) =>
        AssertRefused(Divided.Small(more: $"{GetThing}\n{GetOrder}", operation: $", asks: [{asks}]"), why);

    [Test]
    public void A_call_that_waits_for_many_answers_is_refused()
    {
        var asks = Enumerable.Range(1, 4).Select(static number => Good.Replace("shelf", "shelf" + number));

        AssertRefused(Divided.Small(more: GetThing, operation: $", asks: [{string.Join(", ", asks)}]"), "asks 4 times");
    }

    [Test]
    public void A_list_asks_nobody_for_each_of_its_rows() =>
        AssertRefused(
            Divided.Small(
                more: $"{GetThing}\n  - {{ name: allOrders, entity: Order, kind: list, asks: [{Good}], path: /all, access: [] }}"
            ),
            "a list would ask for each row"
        );

    [Test]
    public void Services_that_ask_each_other_in_a_circle_are_refused()
    {
        var weigh = """
              - name: weigh
                entity: Thing
                kind: call
                method: POST
                path: /api/v1/weigh
                input: [{ name: orderId, type: uuid, required: true }]
                output: [{ name: heavy, type: bool, value: sale.amount > 3 }]
                asks: [{ operation: getOrder, row: input.orderId, as: sale }]
                access: [{ role: anonymous }]
            """;

        AssertRefused(Divided.Small(more: $"{GetThing}\n{GetOrder}\n{weigh}", operation: $", asks: [{Good}]"), "in a circle");
    }

    [Test]
    public void Who_may_ask_here_may_ask_there_as_well()
    {
        var text = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"));

        AssertRefused(
            Divided.Read(text.Replace("kind: get, access: [{ role: anonymous }]", "kind: get, access: [{ role: keeper }]")),
            "refuses customer"
        );
    }

    [TestCase("authenticated", false)]
    [TestCase("keeper", true)]
    public void Whoever_is_logged_in_may_ask_where_all_of_them_may(string role, bool isRefused) =>
        Assert.That(
            Divided
                .Read(Market().Replace("kind: get, access: [{ role: anonymous }]", $"kind: get, access: [{{ role: {role} }}]"))
                .Problems.Select(static problem => problem.Message),
            isRefused ? Has.Some.Contains("refuses customer") : Is.Empty
        );

    [Test]
    public void What_was_answered_already_is_looked_up_before_anyone_is_asked()
    {
        var called = $$"""
            {{GetThing}}
              - name: ship
                entity: Order
                kind: call
                status: 204
                webhook: { secret: Ships:Secret }
                input: [{ name: thingId, type: uuid, required: true }]
                asks: [{{Good}}]
                guards: [{ when: shelf.stock > 0, problem: too-few }]
                access: [{ role: anonymous }]
            """;

        var again = Endpoints(Divided.Read(Market().Replace("    asks: [{", "    idempotent: true\n    asks: [{")));
        Assert.That(again, Does.Match(@"Replaying\([^;]*AddEndpointFilter<PlaceOrderAsks>[^;]*InTransaction\(\)[^;]*Idempotent\("));
        var told = Endpoints(Divided.Small(more: called));
        Assert.That(told, Does.Match(@"KnownEvents\([^;]*AddEndpointFilter<ShipAsks>[^;]*InTransaction\(\)[^;]*OncePerEvent\("));
    }

    private static string Market() => File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"));

    private static string Endpoints(BlueprintReadResult read)
    {
        Assert.That(read.Problems, Is.Empty);
        return CapabilityCatalog
            .BuiltIn.Deliver(read.Blueprint!)
            .Single(static file => file.Path.EndsWith("/OrderEndpoints.g.cs", StringComparison.Ordinal))
            .Content;
    }

    [Test]
    public void One_service_alone_asks_nobody() =>
        AssertRefused(Divided.Small(services: "[]", more: GetThing, operation: $", asks: [{Good}]"), "there is one alone");

    [Test]
    public void A_value_that_the_answer_has_not_is_refused() =>
        AssertRefused(
            Divided.Small(more: GetThing, operation: $", asks: [{Good}], guards: [{{ when: shelf.height > 1, problem: too-low }}]"),
            "shelf.height"
        );

    [Test]
    public void It_is_asked_before_the_transaction()
    {
        var endpoints = CapabilityCatalog
            .BuiltIn.Deliver(Divided.Market)
            .Find("services/orders/src/MarketOrders/Features/Orders/OrderEndpoints.g.cs")!;

        Assert.That(
            endpoints.Content.IndexOf("AddEndpointFilter<PlaceOrderAsks>", StringComparison.Ordinal),
            Is.GreaterThan(0).And.LessThan(endpoints.Content.IndexOf("InTransaction()", StringComparison.Ordinal))
        );
    }

    private static void AssertRefused(BlueprintReadResult read, string why) =>
        Assert.That(read.Problems.Select(static problem => problem.Message), Has.Some.Contains(why));
}

using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>How services are drawn, and what they can't do apart: each refused with its place, the reason and what to do.</summary>
public sealed class DivisionCheckTests
{
    [TestCase("[{ name: selling, entities: [Thing, Tag] }, { name: buying, entities: [Order] }]")]
    [TestCase("[{ name: selling }, { name: buying, entities: [Order] }]")]
    [TestCase("{ selling: [Thing, Tag], buying: [Order] }")]
    [TestCase("[{ name: selling, owns: [thing, tag], description: Sells. }, { name: buying, owns: order }]")]
    public void Services_that_are_taken(string services)
    {
        var read = Divided.Small(services);

        Assert.That(read.Problems, Is.Empty);
        var again = Divided.Read(BlueprintYaml.Write(read.Blueprint!)).Blueprint!;
        Assert.That(again.Services.Select(Entities), Is.EqualTo(read.Blueprint!.Services.Select(Entities)), "written and read again");

        static string Entities(ServiceBoundary service) => $"{service.Name}: {string.Join(' ', service.Entities)}";
    }

    [TestCase("[{ name: selling, entities: [Thing, Tag, Order] }]", "services", "no division")]
    [TestCase(
        "[{ name: selling, entities: [Thing] }, { name: buying, entities: [Thing, Order] }]",
        "services[1].entities[0]",
        "is owned by"
    )]
    [TestCase("[{ name: selling }, { name: buying, entities: [Cart] }]", "services[1].entities[0]", "no entity 'Cart'")]
    [TestCase("[{ name: selling, entities: [Thing] }, { name: buying }]", "services[1]", "owns nothing")]
    [TestCase("[{ name: selling }, { name: selling, entities: [Order] }]", "services[1].name", "two services")]
    [TestCase("[{ name: Selling Things }, { name: buying, entities: [Order] }]", "services[0].name", "no name of a service")]
    [TestCase("[{ name: selling }, { name: gateway, entities: [Order] }]", "services[1].name", "comes by itself")]
    [TestCase("[{ name: selling }, { name: broker, entities: [Order] }]", "services[1].name", "The broker comes by itself")]
    public void Services_that_are_refused_with_their_reason(string services, string place, string reason) =>
        AssertProblem(Divided.Small(services), place, reason);

    [TestCase("{ add: { to: thing.stock, amount: -amount, atLeast: 0, problem: sold-out } }", "operations[1].effects[0].add.to")]
    [TestCase("{ set: { thing.stock: 0 } }", "operations[1].effects[0].set")]
    [TestCase("{ create: { entity: Tag } }", "operations[1].effects[0].create.entity")]
    public void Effects_on_rows_of_another_service_are_refused(string effect, string place) =>
        AssertProblem(Divided.Small(operation: $", effects: [{effect}]"), place, "another service than buying");

    [Test]
    public void What_a_service_sees_of_another_can_be_asked() =>
        Assert.That(
            Divided
                .Small(
                    operation: ", guards: [{ when: thing.stock >= amount, problem: sold-out }]",
                    entity: ", { name: price, type: int, " + "required: true, copy: thing.price, exposure: read-only }"
                )
                .Problems,
            Is.Empty
        );

    [Test]
    public void Rows_of_another_service_can_not_be_counted() =>
        AssertProblem(
            Divided.Small(more: "events: [{ name: ThingAdded, entity: Thing, operation: addThing, payload: { orders: count(orders) } }]"),
            "events[0].payload.orders",
            "another service than selling"
        );

    [TestCase(", onDelete: cascade", "relations[0].onDelete", "in the same transaction")]
    public void What_would_go_with_a_row_of_another_service_is_refused(string relation, string place, string reason) =>
        AssertProblem(Divided.Small(relation: relation), place, reason);

    [Test]
    public void A_table_between_two_services_is_refused() =>
        AssertProblem(
            Divided.Read(
                """
                service: { name: things, title: Things }
                services: [{ name: selling, entities: [Thing] }, { name: buying, entities: [Order] }]
                entities:
                  - { name: Thing, fields: [{ name: name, maxLength: 100 }] }
                  - { name: Order, fields: [{ name: amount, type: int, required: true }] }
                relations: [{ name: things, inverse: orders, kind: many-to-many, from: Order, to: Thing }]
                operations: [{ name: addThing, entity: Thing, kind: create, access: [{ role: anonymous }] }]
                """
            ),
            "relations[0]",
            "a table that neither owns"
        );

    [TestCase("deployment: { messaging: inprocess }", "deployment.messaging")]
    [TestCase("deployment: { messaging: sqs }", "deployment.messaging")]
    [TestCase("capabilities: { graphql: {} }", "capabilities.graphql")]
    [TestCase("capabilities: { load-test: {} }", "capabilities.load-test")]
    [TestCase("capabilities: { haproxy: {} }", "capabilities.haproxy")]
    public void What_several_services_can_not_have_is_refused(string more, string place) =>
        AssertProblem(Divided.Small(more: more), place, "");

    [Test]
    public void Jobs_are_not_run_by_scenarios_through_a_gateway() =>
        AssertProblem(
            Divided.Small(
                more: """
                jobs: [{ name: forget, schedule: every day at 03:00, forEach: Order, where: amount == 0, remove: true }]
                scenarios: [{ id: forgets, title: Forgets, steps: [{ call: listOrders }, { run: forget }] }]
                """
            ),
            "scenarios[0].steps[1]",
            "through the gateway"
        );

    private static void AssertProblem(BlueprintReadResult read, string place, string reason)
    {
        var there = read.Problems.Where(problem => problem.Place.Path == place).ToList();

        Assert.That(there.Select(static problem => problem.Message), Has.Some.Contains(reason), string.Join('\n', read.Problems));
        Assert.That(there.Select(static problem => problem.Remedy), Is.All.Not.Empty);
    }
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>What each of several services has of a blueprint.</summary>
public sealed class ServiceDivisionTests
{
    private static readonly IReadOnlyList<ServiceShare> s_market = ServiceDivision.Of(Divided.Market);

    private static Blueprint Part(string name) => s_market.Single(share => share.Service.Name == name).Blueprint;

    [TestCase("accounts", "customer payment", "topUp listPayments", "takePayment returnPayment")]
    [TestCase("catalog", "product reservation", "addProduct changeProduct getProduct listProducts", "keepStock releaseStock")]
    [TestCase("orders", "order", "placeOrder getOrder listOrders", "goOnWithStock endWithPayment undoLateStock undoLatePayment")]
    public void Each_has_what_it_owns_and_what_belongs_to_that(string name, string entities, string operations, string subscriptions)
    {
        var part = Part(name);

        Assert.That(Own(part), Is.EqualTo(entities.Split(' ')));
        Assert.That(part.Operations.Select(static operation => operation.Name), Is.EqualTo(operations.Split(' ')));
        Assert.That(part.Subscriptions.Select(static taken => taken.Name), Is.EquivalentTo(subscriptions.Split(' ')));
        Assert.That(part.Services, Is.Empty);
    }

    [Test]
    public void Everything_is_in_exactly_one_service()
    {
        Assert.That(s_market.SelectMany(static share => Own(share.Blueprint)), Is.EquivalentTo(Divided.Market.Entities.Select(E)));
        Assert.That(
            s_market.SelectMany(static share => share.Blueprint.Operations).Select(static operation => operation.Id),
            Is.EquivalentTo(Divided.Market.Operations.Select(static operation => operation.Id))
        );
        Assert.That(s_market.SelectMany(static share => share.Blueprint.Jobs), Is.EquivalentTo(Divided.Market.Jobs));
        Assert.That(
            s_market.SelectMany(static share => share.Blueprint.Events).Where(static told => told.Foreign is null),
            Is.EquivalentTo(Divided.Market.Events)
        );

        static string E(Entity entity) => entity.Id;
    }

    [Test]
    public void Copies_hold_what_expressions_need_and_no_more()
    {
        var product = Part("orders").Entities.Single(static entity => entity.Id == "product");
        var customer = Part("orders").Entities.Single(static entity => entity.Id == "customer");

        Assert.That(product.Fields.Select(static field => field.Name), Is.EqualTo(new[] { "price" }));
        Assert.That(product.Origin!.Service, Is.EqualTo("market-catalog"));
        Assert.That(customer.Fields, Is.Empty, "who a customer is by name is not for the service of orders");
        Assert.That(Part("catalog").Part!.Feeds.Single().Fields, Is.EqualTo(new[] { "product-price" }), "the owner tells what copies hold");
    }

    [Test]
    public void Copies_lead_to_the_owner_of_what_belongs_to_them()
    {
        var divided = Divided.Read(
            """
            service: { name: things, title: Things }
            authentication: { kind: jwt, account: User, login: email, defaultRole: user }
            roles: [{ id: user, name: user, selfRegister: true }]
            services: [{ name: people, entities: [User] }, { name: buying, entities: [Order] }, { name: sending, entities: [Parcel] }]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: Order, owner: [user], fields: [{ name: amount, type: int, required: true }] }
              - { name: Parcel, owner: [order, user], fields: [{ name: weight, type: int, required: true }] }
            relations:
              - { name: user, inverse: orders, kind: one-to-many, from: User, to: Order, required: true }
              - { name: order, inverse: parcels, kind: one-to-many, from: Order, to: Parcel, required: true }
            operations:
              - { name: addOrder, entity: Order, kind: create, access: [{ role: user, scope: own }] }
              - { name: listParcels, entity: Parcel, kind: list, access: [{ role: user, scope: own }] }
            """
        );
        Assert.That(divided.Problems, Is.Empty);

        var sending = ServiceDivision.Of(divided.Blueprint!)[2].Blueprint;
        var order = sending.Entities.Single(static entity => entity.Id == "order");

        Assert.That(order.Fields, Is.Empty);
        Assert.That(order.Origin!.Feed.Relations, Is.EqualTo(new[] { "order-user" }));
        Assert.That(sending.Relations.Select(static relation => relation.Id), Does.Contain("order-user"));
    }

    [Test]
    public void One_service_issues_tokens_and_the_others_take_them()
    {
        Assert.That(Part("accounts").Authentication.Login, Is.Not.Null);
        Assert.That(Part("orders").Authentication.Login, Is.Null);
        Assert.That(Part("orders").Authentication.Account, Is.EqualTo("customer"));
        Assert.That(s_market.Select(static share => share.Blueprint.Part!.System), Is.All.EqualTo("market"));
    }

    [Test]
    public void Events_of_others_keep_their_type_and_what_they_tell()
    {
        var placed = Part("catalog").Events.Single(static told => told.Id == "order-placed");

        Assert.That(EventTraits.Type(placed, Part("catalog")), Is.EqualTo("market-orders.order-placed.v1"));
        Assert.That(
            EventTraits.Type(placed, Part("catalog")),
            Is.EqualTo(EventTraits.Type(Divided.Market.Events.Single(static told => told.Id == "order-placed"), Part("orders")))
        );
        Assert.That(placed.Foreign!.Values.Select(static value => value.Name), Is.EqualTo(new[] { "orderId", "productId", "quantity" }));
    }

    [Test]
    public void Ports_differ_and_the_gateway_has_that_of_the_whole() =>
        Assert.That(s_market.Select(static share => share.Blueprint.Deployment.Port), Is.EqualTo(new[] { 8081, 8082, 8083 }));

    [Test]
    public void An_entity_that_none_names_belongs_to_the_first()
    {
        var small = Divided.Small("[{ name: selling, entities: [Thing] }, { name: buying, entities: [Order] }]").Blueprint!;

        Assert.That(Own(ServiceDivision.Of(small)[0].Blueprint), Is.EqualTo(new[] { "thing", "tag" }));
    }

    private static IEnumerable<string> Own(Blueprint part) =>
        part.Entities.Where(static entity => entity.Origin is null).Select(static entity => entity.Id);
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>Which services a brief draws that asks for microservices, and when it stays one.</summary>
public sealed class ServiceProposalTests
{
    [TestCase("A shop as microservices: a users service, a products service and an orders service.")]
    [TestCase("We want a user service, the Product-Service and one Orders microservice.")]
    public void Services_that_are_named_own_what_they_are_named_after(string text)
    {
        var drawn = Drawn(text);

        Assert.That(
            drawn.Services.Select(static service => string.Join(' ', service.Entities)),
            Is.EqualTo(new[] { "user", "product", "order order-line" })
        );
        Assert.That(drawn.Deployment.Requested, Is.Empty);
        Assert.That(CapabilityCatalog.BuiltIn.Validate(drawn), Is.Empty);
    }

    [Test]
    public void A_catalog_service_has_the_products() =>
        Assert.That(
            Drawn("A shop as microservices: a users service, a catalog service and an orders service.").Services.Select(Owned),
            Is.EqualTo(new[] { "users: user", "catalog: product", "orders: order order-line" })
        );

    [TestCase("'microservices': " + Deployment.NotDelivered, RequirementState.Placed, "")]
    [TestCase("'fast': Says nothing. 'microservices': " + Deployment.NotDelivered, RequirementState.Open, "'fast': Says nothing.")]
    public void What_was_open_for_the_word_alone_is_shown_by_the_services(string reason, RequirementState state, string left)
    {
        var drawn = Drawn("A shop as microservices: a users service and an orders service.", reason: reason);

        Assert.That((drawn.Requirements[0].State, drawn.Requirements[0].Reason), Is.EqualTo((state, left)));
        Assert.That(drawn.Requirements[0].Proof, Is.EqualTo(new[] { "service users", "service orders" }));
        Assert.That(RequirementJudge.Reopen(drawn).Requirements[0].State, Is.EqualTo(state));
    }

    private static string Owned(ServiceBoundary service) => $"{service.Name}: {string.Join(' ', service.Entities)}";

    [TestCase("A shop as microservices.", "")]
    [TestCase("A shop with an orders service.", "")]
    [TestCase("A shop with a delivery service and an orders service.", "")]
    // An order takes from the stock of a product in one transaction.
    [TestCase("A shop with a users service, a products service and an orders service.", "add: { to: product.stock, amount: -1 }")]
    public void Where_none_is_named_or_they_can_not_do_it_apart_it_stays_one_and_the_word_is_kept(string text, string effect)
    {
        var drawn = Drawn(text, effect);

        Assert.That(drawn.Services, Is.Empty);
        Assert.That(drawn.Deployment.Requested, Is.EqualTo(new[] { "microservices" }));
    }

    private static string Noted(string reason) =>
        reason.Length == 0 ? "" : $", state: open, reason: \"{reason}\", proof: [deployment requested microservices]";

    private static Blueprint Drawn(string text, string effect = "", string reason = "") =>
        CapabilityCatalog.BuiltIn.Resolve(
            Divided
                .Read(
                    $$"""
                    service: { name: shop, title: Shop }
                    deployment: { requested: [microservices] }
                    authentication: { kind: jwt, account: User, login: email, defaultRole: user }
                    roles: [{ id: user, name: user, selfRegister: true }]
                    entities:
                      - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
                      - { name: Product, fields: [{ name: stock, type: int, required: true }] }
                      - { name: Order, owner: [user], fields: [{ name: amount, type: int, required: true }] }
                      - { name: OrderLine, fields: [{ name: amount, type: int, required: true }] }
                    relations:
                      - { name: user, inverse: orders, kind: one-to-many, from: User, to: Order, required: true }
                      - { name: product, inverse: orders, kind: one-to-many, from: Product, to: Order, required: true }
                      - { name: order, inverse: lines, kind: one-to-many, from: Order, to: OrderLine, required: true }
                    operations:
                      - name: addOrder
                        entity: Order
                        kind: create
                        access: [{ role: user, scope: own }]
                        effects: [{{(effect.Length > 0 ? $"{{ {effect} }}" : "")}}]
                    requirements: [{ id: services, text: "{{text}}", kind: technology{{Noted(reason)}} }]
                    """
                )
                .Blueprint!
        );
}

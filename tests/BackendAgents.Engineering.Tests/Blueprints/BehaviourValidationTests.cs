using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Behaviour that can't happen is told by place and remedy. Each case breaks one line of the web shop of the examples.</summary>
public sealed class BehaviourValidationTests
{
    private static readonly string s_shop = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "web-shop", "backend.yaml"));

    [TestCase("order.total > 0", "order.totl > 0", "BP080", "Did you mean: order.total > 0")]
    [TestCase("order.total > 0", "order.total", "BP080", "order.total == …")]
    [TestCase("order.total > 0", "true", "BP081", "Say what must hold")]
    [TestCase("problem: order-empty", "problem: Order empty", "BP081", "garage-full")]
    [TestCase("problem: order-empty", "problem: order-empty\n        status: 200", "BP016", "409")]
    [TestCase("order.paidAt: now }", "order.paidAt: today }", "BP080", null)]
    [TestCase("order.paidAt: now }", "order.paidOn: now }", "BP080", null)]
    [TestCase("order.paidAt: now }", "order.total: 5 }", "BP081", "kept by itself")]
    [TestCase("set: { shippedAt: now }", "set: { shippedAt: now }\n        delete: { in: lines }", "BP081", "one of set, add")]
    [TestCase("atLeast: 0, problem: out-of-stock,", "atLeast: 5, atMost: 1, problem: out-of-stock,", "BP081", null)]
    [TestCase("product: item.productId, quantity: item.quantity", "quantity: item.quantity", "BP008", "productId: …")]
    [TestCase("quantity: item.quantity }", "quantity: item.quantity, amount: 1 }", "BP081", "Leave it out")]
    [TestCase("in: buyer.cartItems\n          as", "in: buyer.cart\n          as", "BP080", null)]
    [TestCase("as: item\n", "as: status\n", "BP081", "camel-case")]
    [TestCase("exposure: read-only, copy: product.price", "copy: product.price", "BP081", "read-only")]
    [TestCase("computed: quantity * unitPrice", "computed: quantity * product.price", "BP081", "copy the rest")]
    [TestCase("unique: { fields: [order], where: status == pending }", "unique: { fields: [amount] }", "BP081", "Name a reference")]
    [TestCase("unique: { fields: [order], where: status == pending }", "capacity: { per: order, limit: 0 }", "BP081", "1 or more")]
    [TestCase("unique: { fields: [order], where: status == pending }", "capacity: { per: buyer, limit: 3 }", "BP014", "order")]
    [TestCase(
        "unique: { fields: [order], where: status == pending }",
        "noOverlap: { per: order, from: amount, to: amount }",
        "BP081",
        null
    )]
    public void It_is_told(string right, string wrong, string code, string? remedy)
    {
        var problem = BrokenBlueprint.Told(s_shop, right, wrong, code);

        if (remedy is not null)
            Assert.That(problem.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void A_value_that_callers_do_not_write_may_come_from_what_makes_the_row()
    {
        var shop = s_shop.Replace("copy: product.price, ", "", StringComparison.Ordinal);
        const string stock = "    effects:\n      - add: { to: product.stock, amount: -quantity,";
        const string set = "    effects:\n      - set: { unitPrice: product.price }\n      - add: { to: product.stock, amount: -quantity,";
        const string made = "product: item.productId, quantity: item.quantity";

        BrokenBlueprint.Told(shop, stock, stock, "BP023");
        BrokenBlueprint.Told(shop, made, made + ", unitPrice: item.product.price", "BP023");
        BrokenBlueprint.Told(shop, stock, set.Replace("set: {", "when: quantity > 1\n        set: {", StringComparison.Ordinal), "BP023");
        BrokenBlueprint.Told(shop, stock, set, "BP008");
        var whole = shop.Replace(stock, set, StringComparison.Ordinal)
            .Replace(made, made + ", unitPrice: item.product.price", StringComparison.Ordinal);
        Assert.That(CapabilityCatalog.BuiltIn.Read(whole).Problems, Is.Empty);
    }

    [Test]
    public void A_value_that_callers_do_not_write_may_come_from_a_handler()
    {
        const string score =
            "service: { name: scores, title: Scores }\nentities:\n  - name: Score\n    fields:\n"
            + "      - { name: points, type: int, required: true, exposure: read-only }\noperations:\n";
        const string play = "  - { name: play, entity: Score, kind: call, path: /play, handler: written, access: [{ role: anonymous }] }\n";
        const string create = "  - { name: createScore, entity: Score, kind: create, access: [{ role: anonymous }] }\n";

        Assert.That(CapabilityCatalog.BuiltIn.Read(score + play).Problems, Is.Empty);
        BrokenBlueprint.Told(score + play + create, play, play, "BP023");
        BrokenBlueprint.Told(score + play, ", handler: written", "", "BP023");
    }

    [Test]
    public void What_was_read_is_written_as_it_was()
    {
        var blueprint = CapabilityCatalog.BuiltIn.Read(s_shop).Blueprint!;
        var written = BlueprintYaml.Write(blueprint);

        Assert.That(BlueprintYaml.Write(CapabilityCatalog.BuiltIn.Read(written).Blueprint!), Is.EqualTo(written));
        Assert.That(written, Does.Contain("problem: out-of-stock").And.Contain("computed: sum(lines, l => l.amount)"));
    }
}

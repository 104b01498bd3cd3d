using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Expressions over the web shop of the examples, in the scope of changing a line of an order.</summary>
public sealed class ExpressionTests
{
    private static readonly BlueprintIndex s_index = new(
        CapabilityCatalog
            .BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "web-shop", "backend.yaml")))
            .Blueprint!
    );

    private static readonly ExpressionScope s_scope = BehaviourScopes.Of(s_index, s_index.OperationByName("updateOrderLine")!);

    [TestCase("quantity > 1 && order.status == pending", "true or false")]
    [TestCase("order.status == \"paid\" || pending == order.status", "true or false")]
    [TestCase("order.paidAt == null", "true or false")]
    [TestCase("order.buyerId == caller.id", "true or false")]
    [TestCase("quantity / 2", "a number")]
    [TestCase("quantity * 2", "a whole number")]
    [TestCase("count(order.lines, l => l.quantity > quantity)", "a whole number")]
    [TestCase("sum(order.lines, l => l.amount) + 0.5", "a number")]
    [TestCase("min(quantity, 3)", "a whole number")]
    [TestCase("any(Payments, p => p.orderId == orderId)", "true or false")]
    [TestCase("minutes(order.paidAt ?? now, now) > 30 ? 1 : ceil(2.5)", "a number")]
    [TestCase("input.quantity - quantity <= product.stock", "true or false")]
    public void An_expression_has_a_type(string text, string type) =>
        Assert.That(ExpressionReader.Read(text, s_scope).Type.ToString(), Is.EqualTo(type));

    [TestCase("quantty > 1", "There is no 'quantty' here.", "Did you mean: quantity > 1")]
    [TestCase("order.state == paid", "There is no 'state' here.", "status")]
    [TestCase("order.status == payed", "There is no 'payed' here.", "quantity")]
    [TestCase("order.status == \"payed\"", "OrderStatus has no value 'payed'.", "pending, paying, paid, shipped, cancelled")]
    [TestCase("input.price > 1", "There is no 'input.price' here.", "input.quantity")]
    [TestCase("quantity > \"1\"", "'>' does not go with a whole number and a text", null)]
    [TestCase("quantity == null", "'==' does not go with a whole number and null", "always there")]
    [TestCase("quantity +", "is no expression", "Write a C# expression")]
    [TestCase("lines > 1", "There is no 'lines' here.", null)]
    [TestCase("order.lines", "There is no 'lines' here.", null)]
    [TestCase("count(quantity)", "is no collection of rows", "count(lines, l =>")]
    [TestCase("hours(order.paidAt, now)", "may be absent", "exitedAt ?? now")]
    [TestCase("System.IO.File.Delete(\"x\")", "There is no function ''", "count, sum")]
    [TestCase("new object()", "can't stand in an expression", "names, numbers")]
    [TestCase("quantity = 3", "can't stand in an expression", null)]
    [TestCase("typeof(int) == null", "can't stand in an expression", null)]
    [TestCase("count(order.lines, l => hour(l.createdAt) > 3) > 1", "Functions can't take values of 'l'", null)]
    [TestCase("", "The expression is empty.", null)]
    public void A_wrong_one_is_told_with_what_to_write(string text, string message, string? remedy)
    {
        var wrong = Assert.Throws<ExpressionException>(() => ExpressionReader.Read(text, s_scope))!;

        Assert.That(wrong.Message, Does.Contain(message));
        if (remedy is not null)
            Assert.That(wrong.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void Length_and_depth_are_bounded()
    {
        Assert.Throws<ExpressionException>(() => ExpressionReader.Read(new string('1', 1001), s_scope));
        Assert.Throws<ExpressionException>(() => ExpressionReader.Read(new string('(', 400) + "1" + new string(')', 400), s_scope));
        Assert.Throws<ExpressionException>(() => ExpressionReader.Read(string.Join("+", Enumerable.Repeat("1", 60)), s_scope));
    }
}

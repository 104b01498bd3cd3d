using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>
/// Nothing has to be both before and behind something: the orders that checks ask of an entity's fields, and guards of an operation
/// besides,
/// have no circle. Looked at are comparisons of one field of the row with another.
/// </summary>
internal sealed class OrderCanHold()
    : Rule(
        new RuleDescriptor(
            "QUAL007",
            "The orders of fields that checks and guards ask for can hold at once.",
            Area.Quality,
            Severity.Error,
            "Take out one of the comparisons, or turn it round.",
            "ISO/IEC 25010, functional correctness"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var index = new BlueprintIndex(context.Blueprint);
        foreach (var entity in context.Blueprint.Entities)
        {
            var checks = entity.Checks.Select(Of).OfType<Order>().ToList();
            if (Circle(checks) is { } field)
            {
                yield return Report(entity.Id, $"No {entity.Name} can be stored: its checks ask {Name(field)} to come before itself.");
                continue;
            }

            foreach (
                var operation in context.Blueprint.Operations.Where(operation =>
                    operation.Entity == entity.Id && operation.Guards.Count > 0
                )
            )
            {
                var scope = BehaviourScopes.Of(index, operation);
                var guards = operation.Guards.SelectMany(guard => Of(ExpressionReader.ReadOrNull(guard.When, scope, ExpressionType.Bool)));
                if (Circle([.. checks, .. guards]) is { } other)
                    yield return Report(operation.Id, $"{operation.Name} can never succeed: {Name(other)} is asked to come before itself.");
            }

            string Name(string id) => entity.Fields.FirstOrDefault(field => field.Id == id)?.Name ?? id;
        }
    }

    private static Order? Of(CheckConstraint check) =>
        check.Order() is var (first, last) ? new(first, last, check.Operator is Comparison.Less or Comparison.Greater) : null;

    private static IEnumerable<Order> Of(Node? node) =>
        node switch
        {
            BinaryNode { Operator: "&&" } both => Of(both.Left).Concat(Of(both.Right)),
            BinaryNode { Operator: "<" or "<=", Left: MemberNode left, Right: MemberNode right } one => Of(
                left,
                right,
                one.Operator == "<"
            ),
            BinaryNode { Operator: ">" or ">=", Left: MemberNode left, Right: MemberNode right } one => Of(
                right,
                left,
                one.Operator == ">"
            ),
            _ => [],
        };

    private static IEnumerable<Order> Of(MemberNode first, MemberNode second, bool isStrict) =>
        first is { Owner: RowNode { Name: "row" }, Field: { } one } && second is { Owner: RowNode { Name: "row" }, Field: { } other }
            ? [new(one.Id, other.Id, isStrict)]
            : [];

    // A field from which a way with a strict step leads back to it; null where there is none.
    private static string? Circle(IReadOnlyList<Order> orders) =>
        orders.FirstOrDefault(order => order.IsStrict && Leads(orders, order.Second, order.First, []))?.First;

    private static bool Leads(IReadOnlyList<Order> orders, string from, string to, HashSet<string> seen) =>
        from == to || seen.Add(from) && orders.Any(order => order.First == from && Leads(orders, order.Second, to, seen));

    private sealed record Order(string First, string Second, bool IsStrict);
}

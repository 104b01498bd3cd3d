using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>
/// The guards of an operation can hold at once. Looked at are comparisons of one value with values that are written out; what contradicts
/// itself in another way is shown by a scenario that can't be satisfied.
/// </summary>
internal sealed class GuardsCanHold()
    : Rule(
        new RuleDescriptor(
            "QUAL006",
            "The guards of an operation can hold at once, in a state that it begins from.",
            Area.Quality,
            Severity.Error,
            "Take out one of them, or say what may be the case instead with ||.",
            "ISO/IEC 25010, functional correctness"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var index = new BlueprintIndex(context.Blueprint);
        return from operation in context.Blueprint.Operations
            where operation.Guards.Count > 0
            let clash = Clash(index, operation)
            where clash is not null
            select Report(operation.Id, $"{operation.Name} can never succeed: {clash} is asked for what it can't be at once.");
    }

    private static string? Clash(BlueprintIndex index, Operation operation)
    {
        var scope = BehaviourScopes.Of(index, operation);
        var terms = operation
            .Guards.SelectMany(guard => Terms(ExpressionReader.ReadOrNull(guard.When, scope, ExpressionType.Bool)))
            .ToList();
        return terms
            .GroupBy(static term => term.Value)
            .FirstOrDefault(group => !CanBe(group.Key, [.. group], Begins(operation, group.Key)))
            ?.Key switch
        {
            null => null,
            InputNode input => "input." + input.Name,
            MemberNode { Owner: RowNode { Name: "row" } } own => own.Name,
            MemberNode other => Conventions.Article(other.Name),
            _ => "a value",
        };
    }

    // The values of a field that a transition begins from; null where any may be the case.
    private static IReadOnlyList<string>? Begins(Operation operation, Node value) =>
        operation.Transition is { From.Count: > 0 } transition
        && value is MemberNode { Owner: RowNode { Name: "row" }, Field: { } field }
        && field.Id == transition.Field
            ? transition.From
            : null;

    private static IEnumerable<Term> Terms(Node? node) =>
        node switch
        {
            BinaryNode { Operator: "&&" } both => Terms(both.Left).Concat(Terms(both.Right)),
            BinaryNode { Left: MemberNode or InputNode, Right: LiteralNode right } one => [new(one.Left, one.Operator, right.Text)],
            BinaryNode { Left: LiteralNode left, Right: MemberNode or InputNode } one =>
            [
                new(one.Right, BinaryTypes.Mirrored(one.Operator), left.Text),
            ],
            _ => [],
        };

    private static bool CanBe(Node value, IReadOnlyList<Term> terms, IReadOnlyList<string>? begins)
    {
        var field = (value as MemberNode)?.Field ?? (value as InputNode)?.Field;
        var equal = terms.Where(static term => term.Operator == "==").Select(static term => term.Text).Distinct().ToList();
        // Of values that can be listed, one is left.
        var all = equal.Count > 0 ? equal : begins ?? value.Type.Enum?.Values;
        if (all is not null)
            return all.Any(one => terms.All(term => Holds(one, term)) && (begins?.Contains(one) ?? true));
        if (!value.Type.IsNumber)
            return true;
        var (low, high) = (field?.Min ?? decimal.MinValue, field?.Max ?? decimal.MaxValue);
        var open = false;
        foreach (var (symbol, bound) in terms.Select(static term => (term.Operator, Number(term.Text))))
        {
            if (bound is not { } number)
                continue;
            if (symbol is ">" or ">=" && number >= low)
                (low, open) = (symbol == ">" && value.Type.IsWhole ? decimal.Floor(number) + 1 : number, open || symbol == ">");
            if (symbol is "<" or "<=" && number <= high)
                (high, open) = (symbol == "<" && value.Type.IsWhole ? decimal.Ceiling(number) - 1 : number, open || symbol == "<");
        }

        return low < high || (low == high && (!open || value.Type.IsWhole));
    }

    private static bool Holds(string value, Term term) =>
        term.Operator switch
        {
            "==" => value == term.Text,
            "!=" => value != term.Text,
            _ => Number(value) is not { } left || Number(term.Text) is not { } right || Compare(term.Operator, left, right),
        };

    private static bool Compare(string symbol, decimal left, decimal right) =>
        symbol switch
        {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            _ => true,
        };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Term(Node Value, string Operator, string Text);
}

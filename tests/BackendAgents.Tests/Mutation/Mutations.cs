using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Tests.Mutation;

/// <summary>What can be taken out or turned at a place of a service's code: a kind, and the code that takes the place.</summary>
internal static class Mutations
{
    // Calls of a chain that only describe the service.
    private static readonly string[] s_description = ["Produces", "ProducesProblems", "WithName", "WithTags", "WithSummary", "Accepts"];
    private static readonly string[] s_scoped = ["work.Scope", "work.Reach", "OwnedBy"];
    private static readonly string[] s_dropped = ["Where", "InTransaction", "OwnedBy"];
    private static readonly Dictionary<string, string> s_turned = new(StringComparer.Ordinal)
    {
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["OrderBy"] = "OrderByDescending",
        ["OrderByDescending"] = "OrderBy",
        ["ThenBy"] = "ThenByDescending",
        ["ThenByDescending"] = "ThenBy",
    };
    private static readonly Dictionary<SyntaxKind, string> s_operators = new()
    {
        [SyntaxKind.LessThanExpression] = "<=",
        [SyntaxKind.LessThanOrEqualExpression] = "<",
        [SyntaxKind.GreaterThanExpression] = ">=",
        [SyntaxKind.GreaterThanOrEqualExpression] = ">",
        [SyntaxKind.EqualsExpression] = "!=",
        [SyntaxKind.NotEqualsExpression] = "==",
        [SyntaxKind.AddExpression] = "-",
        [SyntaxKind.SubtractExpression] = "+",
        [SyntaxKind.MultiplyExpression] = "/",
        [SyntaxKind.DivideExpression] = "*",
    };

    public static IEnumerable<(string Kind, string Code)> Of(ExpressionSyntax node) =>
        node switch
        {
            BinaryExpressionSyntax binary => Binary(binary),
            ConditionalExpressionSyntax choice => [("choice", choice.WhenTrue.ToString()), ("choice", choice.WhenFalse.ToString())],
            IsPatternExpressionSyntax { Pattern: RelationalPatternSyntax bound } test =>
            [
                ("bound", $"{test.Expression} is {(bound.OperatorToken.Text is "<" ? "<=" : ">=")} {bound.Expression}"),
            ],
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call => Call(call, member),
            PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression) => [("sign", minus.Operand.ToString())],
            LiteralExpressionSyntax { Parent: BinaryExpressionSyntax parent, Token.Value: int and > 1 } number
                when s_operators.ContainsKey(parent.Kind()) => [("number", $"({number} + 1)")],
            _ when Answered(node) => [("value of the answer", "default!")],
            _ => [],
        };

    /// <summary>Whether a condition guards against something: who meets it gets no further.</summary>
    public static bool Refuses(IfStatementSyntax statement) =>
        statement is { Else: null, Statement: ReturnStatementSyntax or ContinueStatementSyntax }
        // A hook that nobody has written refuses nothing.
        && !statement.Condition.ToString().StartsWith("await hooks.", StringComparison.Ordinal)
        // What the condition declares is used after it.
        && !statement.Condition.DescendantNodesAndSelf().Any(static node => node is UnaryPatternSyntax);

    /// <summary>Whether a statement does something that can be left out.</summary>
    public static string? Does(ExpressionStatementSyntax statement) =>
        statement.Expression switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax } => "assignment taken out",
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } } => IsLock(
                called
            )
                ? "lock"
                : "statement taken out",
            InvocationExpressionSyntax => "statement taken out",
            _ => null,
        };

    private static bool IsLock(MemberAccessExpressionSyntax called) => called.Name.Identifier.Text is "HoldAsync" or "LockAsync";

    private static IEnumerable<(string Kind, string Code)> Binary(BinaryExpressionSyntax binary)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression:
                // What the left side declares is used on the right and after it.
                if (!binary.Left.DescendantNodesAndSelf().Any(static node => node is DeclarationPatternSyntax or RecursivePatternSyntax))
                    yield return ("condition taken out", binary.Right.ToString());
                if (!binary.Right.DescendantNodesAndSelf().Any(static node => node is DeclarationPatternSyntax or RecursivePatternSyntax))
                    yield return ("condition taken out", binary.Left.ToString());
                break;
            case SyntaxKind.CoalesceExpression when binary.Right is not ThrowExpressionSyntax:
                yield return ("stand-in", binary.Right.ToString());
                break;
            // Taking the whole out is the same as turning it.
            case var kind when binary.Parent is not IfStatementSyntax && s_operators.TryGetValue(kind, out var other):
                yield return ("operator", $"{binary.Left} {other} {binary.Right}");
                break;
        }
    }

    private static IEnumerable<(string Kind, string Code)> Call(InvocationExpressionSyntax call, MemberAccessExpressionSyntax member)
    {
        var name = member.Name.Identifier.Text;
        if (s_turned.TryGetValue(name, out var other))
            yield return ("function", call.ToString().Replace($".{name}(", $".{other}(", StringComparison.Ordinal));
        else if (s_dropped.Contains(name) || (IsValidation(call) && !s_description.Contains(name)))
            yield return (name is "InTransaction" ? "lock" : "call taken out", member.Expression.ToString());
        else if (name is "Allow")
            foreach (var rules in Access([.. call.ArgumentList.Arguments.Select(static rule => rule.ToString())], AsksForScope(call)))
                yield return ("access", $"{member.Expression}.Allow({rules})");
    }

    // An endpoint's rules, with a role that may not call any more, or may reach more.
    private static IEnumerable<string> Access(IReadOnlyList<string> rules, bool asksForScope)
    {
        foreach (var rule in rules)
        {
            yield return string.Join(", ", rules.Where(other => other != rule));
            if (asksForScope && rule.Contains("Scope.Own", StringComparison.Ordinal))
                yield return string.Join(", ", rules.Select(other => other == rule ? rule.Replace("Scope.Own", "Scope.Any") : other));
        }
    }

    // Where a handler never asks which rows may be reached, one's own are the same as any.
    private static bool AsksForScope(InvocationExpressionSyntax call)
    {
        var handler = call.DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Where(static map => map.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: ['M', 'a', 'p', ..] })
            .Select(static map => map.ArgumentList.Arguments[1].ToString())
            .FirstOrDefault();
        var code = call
            .SyntaxTree.GetRoot()
            .DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(method => method.Identifier.Text == handler)
            ?.ToString();
        return code is null || s_scoped.Any(word => code.Contains(word, StringComparison.Ordinal));
    }

    // A link of the chain that begins with a new validation.
    private static bool IsValidation(InvocationExpressionSyntax call)
    {
        ExpressionSyntax link = call;
        while (link is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member })
            link = member.Expression;
        return link is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "Validation" } };
    }

    private static bool Answered(ExpressionSyntax node) =>
        node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: { } created } } set
        && set.Right == node
        && created.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.Identifier.Text == "Of";
}

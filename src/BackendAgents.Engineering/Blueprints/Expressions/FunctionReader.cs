using BackendAgents.Engineering.Blueprints.Fields;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>Reads the calls of an expression: functions of values, and functions of rows.</summary>
/// <param name="text">The whole expression, for messages.</param>
/// <param name="value">Reads a value.</param>
/// <param name="collection">Reads a collection; null when it is none.</param>
internal sealed class FunctionReader(
    string text,
    Func<ExpressionSyntax, ExpressionScope, ExpressionType?, Node> value,
    Func<ExpressionSyntax, ExpressionScope, CollectionNode?> collection
)
{
    private static readonly string[] s_aggregates = ["count", "sum", "min", "max", "any", "all"];

    public Node Read(InvocationExpressionSyntax call, ExpressionScope scope)
    {
        var name = call.Expression is IdentifierNameSyntax known ? known.Identifier.ValueText : "";
        var arguments = call.ArgumentList.Arguments;
        if (s_aggregates.Contains(name) && arguments.Count > 0)
        {
            var source = IsRows(arguments) ? collection(arguments[0].Expression, scope) : null;
            if (source is not null)
                return Aggregate(name, source, arguments, scope);
            if (name is not ("min" or "max"))
                throw new ExpressionException(
                    $"'{arguments[0]}' is no collection of rows in '{text}'.",
                    $"Collections here: {string.Join(", ", Collections(scope))}. Write for example: {name}(lines, l => l.quantity > 1)"
                );
        }

        return Functions.Read(name, [.. arguments.Select(argument => value(argument.Expression, scope, null))], text);
    }

    private static bool IsRows(Microsoft.CodeAnalysis.SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.Count == 1 || arguments[1].Expression is SimpleLambdaExpressionSyntax;

    private static IEnumerable<string> Collections(ExpressionScope scope) =>
        (scope.Row is null ? [] : scope.Index.RelationsFrom(scope.Row.Id).Select(static relation => relation.Inverse)).Concat(
            scope.Index.Blueprint.Entities.Select(Conventions.Plural)
        );

    private AggregateNode Aggregate(
        string name,
        CollectionNode source,
        Microsoft.CodeAnalysis.SeparatedSyntaxList<ArgumentSyntax> arguments,
        ExpressionScope scope
    )
    {
        Node? body = null;
        string? parameter = null;
        if (arguments.Count == 2 && arguments[1].Expression is SimpleLambdaExpressionSyntax { ExpressionBody: { } inner } lambda)
        {
            parameter = lambda.Parameter.Identifier.ValueText;
            if (scope.Rows.ContainsKey(parameter) || (scope.Row is not null && scope.Members(scope.Row).Contains(parameter)))
                throw new ExpressionException($"'{parameter}' is something else already in '{text}'.", "Name the row otherwise: x => …");
            body = value(inner, scope.With(parameter, source.Entity, isLambda: true), null);
        }
        else if (arguments.Count != 1)
        {
            throw new ExpressionException($"{name} takes a collection and a lambda in '{text}'.", $"Write {name}(lines, l => …).");
        }

        var isValue = name is "sum" or "min" or "max";
        if (isValue && body is null)
            throw new ExpressionException($"{name} needs a value of each row in '{text}'.", $"Write {name}({arguments[0]}, x => x.…).");
        if (!isValue && body is not null && body.Type.Kind != ValueKind.Bool)
            throw new ExpressionException($"'{arguments[1]}' gives {body.Type}, no condition.");
        if (name == "sum" && !body!.Type.IsNumber)
            throw new ExpressionException($"'{arguments[1]}' gives {body.Type}, which can't be summed.");
        if (name == "all" && body is null)
            throw new ExpressionException($"all needs a condition in '{text}'.");
        if (body is not null && body.All.OfType<CallNode>().Any(call => call.All.OfType<RowNode>().Any(static row => row.IsLambda)))
            throw new ExpressionException(
                $"Functions can't take values of '{parameter}' in '{text}', for databases don't have them.",
                "Compare the field itself: x.validUntil >= now"
            );
        return new AggregateNode(
            name,
            source,
            parameter,
            body,
            name switch
            {
                "count" => new ExpressionType(ValueKind.Int),
                "any" or "all" => ExpressionType.Bool,
                "sum" => (body!.Type.Kind == ValueKind.Int ? new ExpressionType(ValueKind.Long) : body.Type) with { IsNullable = false },
                // Of no rows there is none.
                _ => body!.Type with { IsNullable = true },
            }
        );
    }
}

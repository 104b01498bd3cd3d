using System.Globalization;
using BackendAgents.Engineering.Blueprints.Fields;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>
/// Reads an expression: a whitelisted subset of C# over the names of the API, parsed by Roslyn and typed against the blueprint. Nothing is
/// evaluated. Pure; safe on any thread.
/// </summary>
internal sealed class ExpressionReader
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxLength = 1000;

    /// <summary>The deepest nesting.</summary>
    public const int MaxDepth = 24;

    private readonly string _text;

    private ExpressionReader(string text) => _text = text;

    /// <summary>Reads an expression; null where it is wrong, which is reported where it stands.</summary>
    /// <inheritdoc cref="Read"/>
    public static Node? ReadOrNull(string text, ExpressionScope scope, ExpressionType? expected = null)
    {
        try
        {
            return Read(text, scope, expected);
        }
        catch (ExpressionException)
        {
            return null;
        }
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="scope">The names that it can use.</param>
    /// <param name="expected">The type that it is for; names of enum values are understood then. Null for any.</param>
    /// <exception cref="ExpressionException">It is wrong.</exception>
    public static Node Read(string text, ExpressionScope scope, ExpressionType? expected = null)
    {
        if (text.Length > MaxLength)
            throw new ExpressionException($"The expression has {text.Length} characters; {MaxLength} are the most.", "Split it.");
        if (string.IsNullOrWhiteSpace(text))
            throw new ExpressionException("The expression is empty.");
        // Deep nesting would overflow the stack of any parser.
        if (text.Count(static c => c is '(' or '!' or '-' or '?') > 4 * MaxDepth)
            throw new ExpressionException($"The expression is nested deeper than {MaxDepth} levels.", "Split it.");
        var syntax = SyntaxFactory.ParseExpression(text, consumeFullText: true);
        if (syntax.GetDiagnostics().FirstOrDefault() is { } wrong)
            throw new ExpressionException(
                $"'{Short(text)}' is no expression: {wrong.GetMessage(CultureInfo.InvariantCulture)} (character "
                    + $"{wrong.Location.SourceSpan.Start + 1}).",
                text.Contains('\'', StringComparison.Ordinal)
                    ? $"Write texts in double quotes, and values of enums alone: {Short(text.Replace('\'', '"'))}"
                    : "Write a C# expression such as: status == \"paid\" && total <= customer.balance; times as hours(from, to) > 2"
            );
        return new ExpressionReader(text).Value(syntax, scope, expected, 0);
    }

    /// <summary>Reads a collection: <c>lines</c>, <c>cart.items</c>.</summary>
    public static CollectionNode ReadCollection(string text, ExpressionScope scope)
    {
        var reader = new ExpressionReader(text);
        return reader.Collection(SyntaxFactory.ParseExpression(text.Length > MaxLength ? "" : text), scope, 0)
            ?? throw new ExpressionException(
                $"'{Short(text)}' is no collection of rows.",
                $"Known here: {string.Join(", ", scope.Names.Take(40))}."
            );
    }

    private Node Value(ExpressionSyntax syntax, ExpressionScope scope, ExpressionType? expected, int depth)
    {
        if (depth > MaxDepth)
            throw new ExpressionException($"'{Short(_text)}' is nested deeper than {MaxDepth} levels.", "Split it.");
        return syntax switch
        {
            ParenthesizedExpressionSyntax inner => Value(inner.Expression, scope, expected, depth + 1),
            LiteralExpressionSyntax literal => Literal(literal, expected),
            IdentifierNameSyntax name => Name(name.Identifier.ValueText, scope, expected),
            MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } member => Member(member, scope, depth),
            PrefixUnaryExpressionSyntax unary => Unary(unary, scope, depth),
            BinaryExpressionSyntax binary => Binary(binary, scope, expected, depth),
            ConditionalExpressionSyntax choice => Choice(choice, scope, expected, depth),
            InvocationExpressionSyntax call => new FunctionReader(
                _text,
                (part, within, wanted) => Value(part, within, wanted, depth + 1),
                (part, within) => Collection(part, within, depth + 1)
            ).Read(call, scope),
            _ => throw new ExpressionException(
                $"'{Short(syntax.ToString())}' can't stand in an expression.",
                "Use names, numbers, texts, + - * /, comparisons, && || !, a ? b : c, and the functions of docs/behaviour.md."
            ),
        };
    }

    private static LiteralNode Literal(LiteralExpressionSyntax literal, ExpressionType? expected)
    {
        switch (literal.Token.Value)
        {
            case null:
                return new LiteralNode("null", new ExpressionType(ValueKind.Null, IsNullable: true));
            case bool flag:
                return new LiteralNode(flag ? "true" : "false", ExpressionType.Bool);
            case int whole:
                return new LiteralNode(whole.ToString(CultureInfo.InvariantCulture), new ExpressionType(ValueKind.Int));
            case long large:
                return new LiteralNode(large.ToString(CultureInfo.InvariantCulture), new ExpressionType(ValueKind.Long));
            case decimal exact:
                return new LiteralNode(exact.ToString(CultureInfo.InvariantCulture), ExpressionType.Decimal);
            case double number:
                return new LiteralNode(((decimal)number).ToString(CultureInfo.InvariantCulture), ExpressionType.Decimal);
            case string text when expected is { Kind: ValueKind.Enum, Enum: { } type }:
                return Enumerated(text, type);
            case string text:
                return new LiteralNode(text, new ExpressionType(ValueKind.Text));
            default:
                throw new ExpressionException($"'{literal}' is no value.", "Write numbers as 3 or 3.5, texts as \"open\".");
        }
    }

    private static LiteralNode Enumerated(string text, EnumType type) =>
        type.Values.Contains(text)
            ? new LiteralNode(text, new ExpressionType(ValueKind.Enum, Enum: type))
            : throw new ExpressionException(
                $"{type.Name} has no value '{Short(text)}'.",
                $"Its values are {string.Join(", ", type.Values)}."
            );

    private Node Name(string name, ExpressionScope scope, ExpressionType? expected)
    {
        if (name is "now" or "today")
            return new AmbientNode(name, new ExpressionType(name == "now" ? ValueKind.Timestamp : ValueKind.Date));
        if (scope.Rows.TryGetValue(name, out var row))
            return row;
        if (scope.Row is { } entity && Of(Root(scope), entity, name, scope.Index) is { } member)
            return member;
        if (expected is { Kind: ValueKind.Enum, Enum: { } type } && type.Values.Contains(name))
            return Enumerated(name, type);
        if (scope.Row is not null && IsCollection(scope, name))
            throw new ExpressionException($"'{name}' is a collection.", $"Ask for a value of it: count({name}), any({name}, x => …).");
        var reached = Reached(scope, name).Select(path => _text.Replace(name, path, StringComparison.Ordinal)).FirstOrDefault();
        throw reached is null
            ? Unknown(name, scope.Names)
            : new ExpressionException($"There is no '{Short(name)}' here.", $"Did you mean: {Short(reached)}");
    }

    // What a row that the own row refers to has by a name: 'hall' of a reservation's showtime.
    private static IEnumerable<string> Reached(ExpressionScope scope, string name) =>
        scope.Row is not { } row
            ? []
            : scope
                .Index.RelationsTo(row.Id)
                .Where(relation => scope.Index.EntityById(relation.From) is { } other && scope.Members(other).Contains(name))
                .Select(relation => $"{relation.Name}.{name}");

    private Node Member(MemberAccessExpressionSyntax access, ExpressionScope scope, int depth)
    {
        var name = access.Name.Identifier.ValueText;
        var source = scope.InputName;
        if (access.Expression is IdentifierNameSyntax sent && sent.Identifier.ValueText == source && !scope.Rows.ContainsKey(source))
            return scope.Inputs.TryGetValue(name, out var input)
                ? input
                : throw Unknown($"{source}.{name}", scope.Inputs.Keys.Select(known => $"{source}.{known}"));
        if (access.Expression is IdentifierNameSyntax { Identifier.ValueText: "payload" } && scope.Told.Count > 0)
            return scope.Told.TryGetValue(name, out var told)
                ? told
                : throw Unknown("payload." + name, scope.Told.Keys.Select(static known => "payload." + known));
        if (access.Expression is IdentifierNameSyntax asked && scope.Asked.TryGetValue(asked.Identifier.ValueText, out var answers))
            return answers.TryGetValue(name, out var answer)
                ? answer
                : throw Unknown($"{asked}.{name}", answers.Keys.Select(known => $"{asked}.{known}"));
        if (
            access.Expression is IdentifierNameSyntax type
            && scope.Index.Blueprint.Enums.Any(known => known.Name == type.Identifier.ValueText)
        )
            throw new ExpressionException(
                $"'{Short(access.ToString())}' names its enum.",
                $"Write the value alone: {Short(_text.Replace(type.Identifier.ValueText + ".", "", StringComparison.Ordinal))}"
            );
        if (access.Expression is IdentifierNameSyntax { Identifier.ValueText: "caller" } && !scope.Rows.ContainsKey("caller"))
            return name switch
            {
                "id" when scope.HasCaller => new AmbientNode("caller.id", ExpressionType.Id with { IsNullable = scope.IsCallerOptional }),
                "role" when scope.HasCaller => new AmbientNode("caller.role", new ExpressionType(ValueKind.Text, scope.IsCallerOptional)),
                _ => throw Unknown("caller." + name, scope.HasCaller ? ["caller.id", "caller.role"] : []),
            };
        var owner = Value(access.Expression, scope, null, depth + 1);
        if (owner.Type is not { Kind: ValueKind.Row, Entity: { } entity })
            throw new ExpressionException($"'{access.Expression}' is {owner.Type}; it has no '{name}'.");
        return Of(owner, entity, name, scope.Index) ?? throw Unknown(name, scope.Members(entity));
    }

    private static RowNode Root(ExpressionScope scope) =>
        new(scope.RowName, new ExpressionType(ValueKind.Row, Entity: scope.Row), scope.RowIsLambda);

    /// <summary>What a row has under a name; null when there is nothing.</summary>
    private static Node? Of(Node owner, Entity entity, string name, BlueprintIndex index)
    {
        var nullable = owner.Type.IsNullable;
        if (name is "id")
            return new MemberNode(owner, name, null, null, ExpressionType.Id with { IsNullable = nullable });
        if (name is "createdAt" or "updatedAt")
            return new MemberNode(owner, name, null, null, new ExpressionType(ValueKind.Timestamp, nullable));
        if (BlueprintIndex.FieldByName(entity, name) is { } field)
        {
            var type = ExpressionType.Of(field, index);
            return new MemberNode(owner, name, field, null, type with { IsNullable = type.IsNullable || nullable });
        }

        foreach (var relation in index.RelationsTo(entity.Id))
        {
            if (relation.Name == name && index.EntityById(relation.From) is { } principal)
                return new ReferenceNode(owner, relation, new ExpressionType(ValueKind.Row, nullable || !relation.Required, principal));
            if (relation.Name + "Id" == name)
                return new MemberNode(owner, name, null, relation, ExpressionType.Id with { IsNullable = nullable || !relation.Required });
        }

        return null;
    }

    private UnaryNode Unary(PrefixUnaryExpressionSyntax unary, ExpressionScope scope, int depth)
    {
        var operand = Value(unary.Operand, scope, null, depth + 1);
        return unary.OperatorToken.Text switch
        {
            "!" when operand.Type.Kind == ValueKind.Bool => new UnaryNode("!", operand, ExpressionType.Bool),
            "-" when operand.Type.IsNumber => new UnaryNode("-", operand, operand.Type),
            var symbol => throw new ExpressionException($"'{symbol}' does not go with {operand.Type} in '{Short(unary.ToString())}'."),
        };
    }

    private BinaryNode Binary(BinaryExpressionSyntax binary, ExpressionScope scope, ExpressionType? expected, int depth)
    {
        var symbol = binary.OperatorToken.Text;
        var isComparison = symbol is "==" or "!=" or "<" or "<=" or ">" or ">=";
        // One side tells the other which enum its words belong to.
        var rightFirst = isComparison && IsWord(binary.Left, scope);
        var wanted = isComparison || symbol is "&&" or "||" ? null : expected;
        var first = Value(rightFirst ? binary.Right : binary.Left, scope, wanted, depth + 1);
        var second = Value(rightFirst ? binary.Left : binary.Right, scope, isComparison || symbol == "??" ? first.Type : wanted, depth + 1);
        var (left, right) = rightFirst ? (second, first) : (first, second);
        return new BinaryNode(symbol, left, right, BinaryTypes.Of(symbol, left.Type, right.Type, binary.ToString()));
    }

    private static bool IsWord(ExpressionSyntax syntax, ExpressionScope scope) =>
        syntax is LiteralExpressionSyntax { Token.Value: string }
        || (
            syntax is IdentifierNameSyntax { Identifier.ValueText: var name }
            && name is not ("now" or "today")
            && !scope.Rows.ContainsKey(name)
            && (scope.Row is null || !scope.Members(scope.Row).Contains(name))
        );

    private ChoiceNode Choice(ConditionalExpressionSyntax choice, ExpressionScope scope, ExpressionType? expected, int depth)
    {
        var condition = Value(choice.Condition, scope, null, depth + 1);
        if (condition.Type.Kind != ValueKind.Bool)
            throw new ExpressionException($"'{Short(choice.Condition.ToString())}' is {condition.Type}, no condition.");
        var then = Value(choice.WhenTrue, scope, expected, depth + 1);
        var otherwise = Value(choice.WhenFalse, scope, expected ?? then.Type, depth + 1);
        return new ChoiceNode(condition, then, otherwise, BinaryTypes.Common(then.Type, otherwise.Type, choice.ToString()));
    }

    private CollectionNode? Collection(ExpressionSyntax syntax, ExpressionScope scope, int depth)
    {
        if (syntax is IdentifierNameSyntax { Identifier.ValueText: var name })
        {
            if (scope.Row is { } entity && Children(Root(scope), entity, name, scope.Index) is { } own)
                return own;
            return scope.Index.Blueprint.Entities.FirstOrDefault(found => Conventions.Plural(found) == name) is { } all
                ? new CollectionNode(null, null, new ExpressionType(ValueKind.Row, Entity: all))
                : null;
        }

        if (syntax is not MemberAccessExpressionSyntax access)
            return null;
        var owner = Value(access.Expression, scope, null, depth + 1);
        return owner.Type is { Kind: ValueKind.Row, Entity: { } of }
            ? Children(owner, of, access.Name.Identifier.ValueText, scope.Index)
            : null;
    }

    private static bool IsCollection(ExpressionScope scope, string name) =>
        Children(Root(scope), scope.Row!, name, scope.Index) is not null;

    private static CollectionNode? Children(Node owner, Entity entity, string name, BlueprintIndex index) =>
        index.RelationsFrom(entity.Id).FirstOrDefault(relation => relation.Inverse == name) is { } relation
        && index.EntityById(relation.To) is { } child
            ? new CollectionNode(owner, relation, new ExpressionType(ValueKind.Row, Entity: child))
            : null;

    private ExpressionException Unknown(string name, IEnumerable<string> known)
    {
        var names = known.Take(60).ToList();
        var meant = Spelling.Nearest(name, names);
        var correct = meant is null ? "" : $" Did you mean: {Short(_text.Replace(name, meant, StringComparison.Ordinal))}";
        return new ExpressionException($"There is no '{Short(name)}' here.", $"Known here: {string.Join(", ", names)}.{correct}");
    }

    private static string Short(string text) => text.Length <= 120 ? text : text[..120] + "…";
}

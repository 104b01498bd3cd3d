using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>
/// Writes expressions as C#: values of rows in memory, and questions to the database for functions of rows. Rows that an expression needs
/// are read before the statement.
/// </summary>
internal sealed class ExpressionCode(ServiceModel model, RowLoader rows)
{
    /// <summary>A condition as a C# expression of type bool.</summary>
    public string Truth(Node node, bool inQuery = false)
    {
        var code = Value(node, inQuery);
        return node.Type.IsNullable && node is not LiteralNode ? $"({code} == true)" : code;
    }

    /// <summary>A value, converted to the type of the field that takes it.</summary>
    public string Assigned(Node node, ExpressionType target, Field? field)
    {
        var code = Value(node);
        if (target.IsWhole && (!node.Type.IsWhole || (target.Kind == ValueKind.Int && node.Type.Kind == ValueKind.Long)))
            return $"checked(({CSharpType(target with { IsNullable = node.Type.IsNullable })})({code}))";
        if (target.Kind == ValueKind.Double && node.Type.Kind == ValueKind.Decimal)
            return $"(double{(node.Type.IsNullable ? "?" : "")})({code})";
        // The row then holds what the database will.
        if (target.Kind == ValueKind.Decimal && node.Type is { Kind: ValueKind.Decimal, IsNullable: false } && node is not MemberNode)
            return $"Math.Round({code}, {(field is null ? 4 : FieldTraits.Of(field).Column(field).Scale)})";
        return code;
    }

    /// <summary>A value as a C# expression.</summary>
    /// <param name="node">The value.</param>
    /// <param name="inQuery">Whether the database computes it for rows that it looks at.</param>
    public string Value(Node node, bool inQuery = false)
    {
        // What does not depend on the rows that the database looks at is computed before.
        if (inQuery && node is not LiteralNode && !node.All.OfType<RowNode>().Any(static row => row.IsLambda))
            return rows.Keep(Value(node));
        return node switch
        {
            LiteralNode literal => Literal(literal),
            RowNode or ReferenceNode => Row(node, inQuery),
            MemberNode member => Member(member, inQuery),
            InputNode input => Input(input),
            AmbientNode ambient => ambient.Name switch
            {
                "now" => "now",
                "today" => "DateOnly.FromDateTime(now.UtcDateTime)",
                "caller.id" => ambient.Type.IsNullable ? "(work.Caller.IsKnown ? work.Caller.Id : (Guid?)null)" : "work.Caller.Id",
                ['p', 'a', 'y', 'l', 'o', 'a', 'd', '.', .. var told] => $"told.{Conventions.Pascal(told)}",
                ['a', 's', 'k', 'e', 'd', '.', .. var answered] when answered.Split('.') is [var of, var value] =>
                    $"{AskTraits.Local(of)}.{Conventions.Pascal(value)}",
                _ => "work.Caller.Role",
            },
            UnaryNode { Operator: "!" } not => $"!{Parenthesised(Truth(not.Operand, inQuery))}",
            UnaryNode minus => $"-{Parenthesised(Value(minus.Operand, inQuery))}",
            BinaryNode binary => Binary(binary, inQuery),
            ChoiceNode choice => Choice(choice, inQuery),
            CallNode call => Call(call),
            AggregateNode aggregate => Aggregate(aggregate, inQuery),
            _ => throw new InvalidOperationException($"There is no code for {node}."),
        };
    }

    private static string Literal(LiteralNode literal) =>
        literal.Type.Kind switch
        {
            ValueKind.Text => CSharp.Literal(literal.Text),
            ValueKind.Enum => $"{ServiceModel.Enum(literal.Type.Enum!)}.{ServiceModel.Member(literal.Text)}",
            ValueKind.Decimal => literal.Text + "m",
            ValueKind.Long => literal.Text + "L",
            _ => literal.Text,
        };

    private string Row(Node row, bool inQuery) =>
        row is ReferenceNode reference && inQuery
            ? $"{Row(reference.Owner, inQuery)}.{ServiceModel.Property(reference.Relation)}!"
            : rows.Local(row);

    private string Member(MemberNode member, bool inQuery)
    {
        var property =
            member.Field is { } field ? ServiceModel.Property(field)
            : member.Key is { } key ? ServiceModel.Key(key)
            : Conventions.Pascal(member.Name);
        var owner = Row(member.Owner, inQuery);
        if (!inQuery)
            return owner + (member.Owner.Type.IsNullable ? "?." : ".") + property;
        // Through a reference that may be absent, the database gives null.
        var own = member.Field is { } found && !ExpressionType.Of(found, model.Index).IsNullable && !ServiceModel.IsReference(found);
        return member.Owner.Type.IsNullable && own ? $"(({CSharpType(member.Type)}){owner}.{property})" : $"{owner}.{property}";
    }

    private static string Input(InputNode input)
    {
        var property = $"{input.From}." + (input.Field is { } field ? ServiceModel.Property(field) : Conventions.Pascal(input.Name));
        var isInstant = input.Type.Kind == ValueKind.Timestamp;
        if (input.Type.IsNullable)
            return isInstant ? property + "?.ToUniversalTime()" : property;
        var value = property + (input.Field is { } text && ServiceModel.IsReference(text) ? "!" : "!.Value");
        return isInstant ? value + ".ToUniversalTime()" : value;
    }

    private string Binary(BinaryNode node, bool inQuery)
    {
        if (node.Operator is "&&" or "||")
            return $"({Truth(node.Left, inQuery)} {node.Operator} {Truth(node.Right, inQuery)})";
        var (left, right) = (Value(node.Left, inQuery), Value(node.Right, inQuery));
        var isWider = node.Type.Kind is ValueKind.Decimal or ValueKind.Long && node.Left.Type.Kind != node.Type.Kind;
        var wide = isWider ? $"({CSharpType(node.Type with { IsNullable = node.Left.Type.IsNullable })}){left}" : left;
        return node.Operator switch
        {
            "/" => $"({wide} / {right})",
            "??" => $"({(node.Left.Type.Kind == ValueKind.Null ? left : wide)} ?? {right})",
            "+" or "-" or "*" when node.Type.IsNumber && !inQuery && node.Type.IsWhole => $"checked({wide} {node.Operator} {right})",
            "+" or "-" or "*" or "%" when node.Type.IsNumber => $"({wide} {node.Operator} {right})",
            _ => $"({left} {node.Operator} {right})",
        };
    }

    private string Choice(ChoiceNode node, bool inQuery)
    {
        var type = CSharpType(node.Type);
        return $"({Truth(node.Condition, inQuery)} ? ({type}){Value(node.Then, inQuery)} : ({type}){Value(node.Else, inQuery)})";
    }

    private string Call(CallNode call)
    {
        var values = call.Arguments.Select(argument => Value(argument)).ToList();
        var isDate = call.Arguments[0].Type.Kind == ValueKind.Date;
        var type = CSharpType(call.Type);
        return call.Function switch
        {
            "minutes" => $"(({values[1]} - {values[0]}).Ticks / (decimal)TimeSpan.TicksPerMinute)",
            "hours" => $"(({values[1]} - {values[0]}).Ticks / (decimal)TimeSpan.TicksPerHour)",
            "days" => isDate
                ? $"({values[1]}.DayNumber - {values[0]}.DayNumber)"
                : $"(({values[1]} - {values[0]}).Ticks / (decimal)TimeSpan.TicksPerDay)",
            "addMinutes" => $"{values[0]}.AddMinutes({values[1]})",
            "addHours" => $"{values[0]}.AddHours({values[1]})",
            "addDays" => $"{values[0]}.AddDays({(isDate ? $"(int){values[1]}" : values[1])})",
            "date" => $"DateOnly.FromDateTime({values[0]}.UtcDateTime)",
            "year" or "month" or "day" => $"{values[0]}.{Conventions.Pascal(call.Function)}",
            "hour" => $"{values[0]}.UtcDateTime.Hour",
            "length" => $"{values[0]}.Length",
            "ceil" => $"Math.Ceiling((decimal){values[0]})",
            "floor" => $"Math.Floor((decimal){values[0]})",
            "round" => $"Math.Round((decimal){values[0]}, (int){values[1]}, MidpointRounding.AwayFromZero)",
            "abs" => $"Math.Abs(({type}){values[0]})",
            "min" or "max" => $"Math.{Conventions.Pascal(call.Function)}(({type}){values[0]}, ({type}){values[1]})",
            var name => throw new InvalidOperationException($"There is no code for {name}."),
        };
    }

    private string Aggregate(AggregateNode node, bool inQuery)
    {
        var item = node.Parameter is { } name ? name + "Item" : "item";
        var set = "db." + ServiceModel.Set(node.Source.Entity);
        var belongs = Belongs(node.Source, item, inQuery);
        var body =
            node.Body is null ? null
            : node.Body.Type.Kind == ValueKind.Bool ? Truth(node.Body, inQuery: true)
            : Value(node.Body, inQuery: true);
        var condition = node.Function == "all" ? $"!{Parenthesised(body!)}" : body;
        var isCondition = node.Function is "count" or "any" or "all";
        var filter = string.Join(" && ", new[] { belongs, isCondition ? condition : null }.OfType<string>());
        var (suffix, stop, wait) = inQuery ? ("", "", "") : ("Async", "cancellationToken", "await ");
        string Call(string source, string function, string? lambda)
        {
            var arguments = new[] { lambda, stop }.Where(static part => !string.IsNullOrEmpty(part));
            return $"({wait}{source}.{function}{suffix}({string.Join(", ", arguments)}))";
        }

        if (isCondition)
        {
            var asked = Call(set, node.Function == "count" ? "Count" : "Any", filter.Length == 0 ? null : $"{item} => {filter}");
            return node.Function == "all" ? "!" + asked : asked;
        }

        var from = filter.Length == 0 ? set : $"{set}.Where({item} => {filter})";
        var type = CSharpType(node.Type with { IsNullable = true });
        var value = Call(from, Conventions.Pascal(node.Function), $"{item} => ({type}){body}");
        return node.Function == "sum" ? $"({value} ?? 0)" : value;
    }

    private string? Belongs(CollectionNode source, string item, bool inQuery)
    {
        if (source is not { Owner: { } owner, Relation: { } relation })
            return null;
        var isLambda = owner.All.OfType<RowNode>().Any(static row => row.IsLambda);
        var id = isLambda || !inQuery ? Row(owner, isLambda) + (owner.Type.IsNullable && !isLambda ? "?.Id" : ".Id") : null;
        // A variable: null-conditional access can't stand in a query.
        id =
            id is null ? rows.Keep(Row(owner, inQuery: false) + ".Id")
            : id.Contains('?', StringComparison.Ordinal) ? rows.Keep(id)
            : id;
        return $"{item}.{ServiceModel.Key(relation)} == {id}";
    }

    private static string Parenthesised(string code) => code.StartsWith('(') && code.EndsWith(')') ? code : $"({code})";

    /// <summary>The C# type of a value.</summary>
    public static string CSharpType(ExpressionType type) =>
        type.Kind switch
        {
            ValueKind.Bool => "bool",
            ValueKind.Int => "int",
            ValueKind.Long => "long",
            ValueKind.Decimal => "decimal",
            ValueKind.Double => "double",
            ValueKind.Date => "DateOnly",
            ValueKind.Time => "TimeOnly",
            ValueKind.Timestamp => "DateTimeOffset",
            ValueKind.Id => "Guid",
            ValueKind.Enum => ServiceModel.Enum(type.Enum!),
            _ => "string",
        } + (type.IsNullable ? "?" : "");
}

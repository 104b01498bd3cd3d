namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>A part of an expression, with its type.</summary>
internal abstract record Node(ExpressionType Type)
{
    /// <summary>The parts that it is made of.</summary>
    public virtual IEnumerable<Node> Parts => [];

    /// <summary>It and everything in it.</summary>
    public IEnumerable<Node> All => Parts.SelectMany(static part => part.All).Prepend(this);
}

/// <summary>A value written out: a number, a text, <c>true</c>, <c>null</c>, a value of an enum.</summary>
internal sealed record LiteralNode(string Text, ExpressionType Type) : Node(Type);

/// <summary>A row by its name: the operation's own (<c>row</c>), the row of a loop, of a lambda, or one just created.</summary>
internal sealed record RowNode(string Name, ExpressionType Type, bool IsLambda = false) : Node(Type);

/// <summary>The row that a reference leads to: <c>order.customer</c>.</summary>
internal sealed record ReferenceNode(Node Owner, Relation Relation, ExpressionType Type) : Node(Type)
{
    public override IEnumerable<Node> Parts => [Owner];
}

/// <summary>A value of a row: a field, a foreign key, or what every row has.</summary>
/// <param name="Owner">The row.</param>
/// <param name="Name">Name in the API.</param>
/// <param name="Field">The field; null for a key or a system value.</param>
/// <param name="Key">The relation whose key it is.</param>
/// <param name="Type">Its type.</param>
internal sealed record MemberNode(Node Owner, string Name, Field? Field, Relation? Key, ExpressionType Type) : Node(Type)
{
    public override IEnumerable<Node> Parts => [Owner];
}

/// <summary>A value of the request, or of the answer of a provider.</summary>
internal sealed record InputNode(string Name, Field? Field, ExpressionType Type) : Node(Type)
{
    /// <summary>Name of the variable in generated code.</summary>
    public string From { get; init; } = "request";
}

/// <summary>What the surroundings say: <c>now</c>, <c>today</c>, <c>caller.id</c>, <c>caller.role</c>, <c>payload.total</c>.</summary>
internal sealed record AmbientNode(string Name, ExpressionType Type) : Node(Type);

/// <summary><c>!</c> or <c>-</c>.</summary>
internal sealed record UnaryNode(string Operator, Node Operand, ExpressionType Type) : Node(Type)
{
    public override IEnumerable<Node> Parts => [Operand];
}

/// <summary>A comparison, a calculation, a conjunction.</summary>
internal sealed record BinaryNode(string Operator, Node Left, Node Right, ExpressionType Type) : Node(Type)
{
    public override IEnumerable<Node> Parts => [Left, Right];
}

/// <summary><c>condition ? a : b</c>.</summary>
internal sealed record ChoiceNode(Node Condition, Node Then, Node Else, ExpressionType Type) : Node(Type)
{
    public override IEnumerable<Node> Parts => [Condition, Then, Else];
}

/// <summary>A function of values.</summary>
internal sealed record CallNode(string Function, IReadOnlyList<Node> Arguments, ExpressionType Type) : Node(Type)
{
    public override IEnumerable<Node> Parts => Arguments;
}

/// <summary>A function of rows: <c>sum(lines, l => l.amount)</c>.</summary>
/// <param name="Function"><c>count</c>, <c>sum</c>, <c>min</c>, <c>max</c>, <c>any</c>, <c>all</c>.</param>
/// <param name="Source">The rows.</param>
/// <param name="Parameter">Name of a row in the body; null without a body.</param>
/// <param name="Body">A condition for count, any and all; a value for the others.</param>
/// <param name="Type">Its type.</param>
internal sealed record AggregateNode(string Function, CollectionNode Source, string? Parameter, Node? Body, ExpressionType Type)
    : Node(Type)
{
    public override IEnumerable<Node> Parts => Body is null ? [Source] : [Source, Body];
}

/// <summary>Rows of an entity: those of a parent by a relation, or all.</summary>
internal sealed record CollectionNode(Node? Owner, Relation? Relation, ExpressionType Type) : Node(Type)
{
    /// <summary>Whose rows.</summary>
    public Entity Entity => Type.Entity!;

    public override IEnumerable<Node> Parts => Owner is null ? [] : [Owner];
}

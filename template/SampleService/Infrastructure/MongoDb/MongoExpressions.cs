using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Query;
using MongoDB.Bson;

namespace SampleService.Infrastructure;

/// <summary>C# expressions as those of MongoDB's aggregation.</summary>
internal sealed class MongoExpressions(MongoPipeline pipeline)
{
    private readonly Dictionary<ParameterExpression, MongoShape> _bound = [];

    private MongoExpressions(MongoPipeline pipeline, IEnumerable<KeyValuePair<ParameterExpression, MongoShape>> bound)
        : this(pipeline) => _bound = new Dictionary<ParameterExpression, MongoShape>(bound);

    /// <summary>The body of a lambda, and what its parameter stands for in it.</summary>
    public (Expression Body, MongoExpressions Within) Bind(Expression lambda, MongoShape parameter)
    {
        var function = lambda is UnaryExpression { NodeType: ExpressionType.Quote } quote
            ? (LambdaExpression)quote.Operand
            : (LambdaExpression)lambda;
        return (function.Body, new MongoExpressions(pipeline, _bound.Append(new(function.Parameters[0], parameter))));
    }

    /// <summary>What an expression stands for.</summary>
    public MongoShape Shape(Expression expression) =>
        expression switch
        {
            ParameterExpression parameter when _bound.TryGetValue(parameter, out var bound) => bound,
            QueryParameterExpression parameter => new MongoConstant(pipeline.Parameters[parameter.Name]),
            ConstantExpression constant => new MongoConstant(constant.Value),
            MemberExpression member => Member(member),
            UnaryExpression unary => Unary(unary),
            BinaryExpression binary => Binary(binary),
            ConditionalExpression choice => new MongoValue(
                new BsonDocument("$cond", new BsonArray { Bson(choice.Test), Bson(choice.IfTrue), Bson(choice.IfFalse) }),
                choice.Type
            ),
            NewExpression made => new MongoObject(made, [.. made.Arguments.Select(Shape)], []),
            MemberInitExpression made => new MongoObject(
                made.NewExpression,
                [.. made.NewExpression.Arguments.Select(Shape)],
                [.. made.Bindings.Cast<MemberAssignment>().Select(set => (set.Member, Shape(set.Expression)))]
            ),
            NewArrayExpression many => Many([.. many.Expressions.Select(Shape)]),
            MethodCallExpression call => new MongoCalls(this, pipeline).Of(call),
            _ => throw Refuse(expression),
        };

    /// <summary>A value that is known before the query.</summary>
    public object? Known(Expression expression) => Shape(expression) is MongoConstant known ? known.Value : throw Refuse(expression);

    /// <summary>An expression of MongoDB.</summary>
    public BsonValue Bson(Expression expression) => Value(Shape(expression)).Expression;

    /// <summary>A value, in the notation of another that it meets.</summary>
    public static MongoValue Value(MongoShape shape, MongoShape? other = null) =>
        shape switch
        {
            MongoValue value => value,
            MongoConstant known => new MongoValue(
                new BsonDocument("$literal", MongoValues.Write((other as MongoValue)?.Property, known.Value)),
                known.Value?.GetType() ?? typeof(object)
            ),
            MongoRow row => new MongoValue("$" + row.Path, typeof(object)),
            _ => throw new NotSupportedException("MongoDB compares no such objects."),
        };

    /// <summary>The item and the known values of a call that asks whether these contain it; null when it asks something else.</summary>
    public (MongoShape Item, BsonArray Values)? Membership(MethodCallExpression call)
    {
        var (many, one) = (call.Object ?? call.Arguments[0], call.Arguments[^1]);
        // C# may take an array for a span of its items.
        while (many is MethodCallExpression { Method.Name: "op_Implicit" or "AsSpan" } span)
            many = span.Arguments[0];
        if (many.Type == typeof(string) || typeof(IQueryable).IsAssignableFrom(many.Type) || Shape(many) is not MongoConstant known)
            return null;
        var item = Shape(one);
        var property = (item as MongoValue)?.Property;
        return (item, new BsonArray(((IEnumerable)known.Value!).Cast<object?>().Select(value => MongoValues.Write(property, value))));
    }

    /// <summary>That an expression can't be asked of MongoDB.</summary>
    public static NotSupportedException Refuse(Expression expression) => new($"MongoDB can't be asked for this: {expression}");

    /// <summary>What the parts of a query see of the rows around them.</summary>
    public MongoExpressions Inside(MongoPipeline part) =>
        new(part, _bound.Select(one => new KeyValuePair<ParameterExpression, MongoShape>(one.Key, Outer(one.Value))));

    private static MongoShape Many(List<MongoShape> items) =>
        items.TrueForAll(static item => item is MongoConstant)
            ? new MongoConstant(items.Select(static item => ((MongoConstant)item).Value).ToArray())
            : new MongoItems(items);

    private MongoShape Outer(MongoShape shape) => shape is MongoRow { Path: not ['$', ..] } row ? pipeline.Inside(row) : shape;

    private MongoShape Member(MemberExpression member)
    {
        var owner = member.Expression is null ? new MongoConstant(null) : Shape(member.Expression);
        var name = member.Member.Name;
        switch (owner)
        {
            case MongoConstant { Value: var value }:
                return new MongoConstant(
                    member.Member switch
                    {
                        FieldInfo field => field.GetValue(value),
                        PropertyInfo when Nullable.GetUnderlyingType(member.Expression?.Type ?? typeof(int)) is not null => name
                        == "HasValue"
                            ? value is not null
                            : value,
                        PropertyInfo property => property.GetValue(value),
                        _ => throw Refuse(member),
                    }
                );
            case MongoRow row when row.Find(name, member.Type) is { } found:
                return found;
            case MongoRow row when row.Entity.FindNavigation(name) is { } navigation:
                return pipeline.Follow(row, navigation);
            case MongoObject made when made.Find(member.Member) is { } part:
                return part;
            case MongoGroup group when name == "Key":
                return group.Key;
            case MongoValue value when name == "Value":
                return value with { Type = member.Type };
            case MongoValue value when name == "HasValue":
                return new MongoValue(Pair("$ne", OrNull(value), BsonNull.Value), typeof(bool));
            case MongoValue value when name == "Length":
                return new MongoValue(new BsonDocument("$strLenCP", Text(value)), typeof(int));
            default:
                throw Refuse(member);
        }
    }

    private MongoShape Unary(UnaryExpression unary)
    {
        var operand = Shape(unary.Operand);
        return unary.NodeType switch
        {
            ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs => operand is MongoValue value
                ? value with
                {
                    Type = unary.Type == typeof(object) ? value.Type : unary.Type,
                }
                : operand,
            ExpressionType.Not => new MongoValue(new BsonDocument("$not", new BsonArray { Value(operand).Expression }), typeof(bool)),
            ExpressionType.Negate or ExpressionType.NegateChecked => new MongoValue(
                Pair("$multiply", -1, Value(operand).Expression),
                unary.Type
            ),
            _ => throw Refuse(unary),
        };
    }

    private MongoValue Binary(BinaryExpression binary)
    {
        var (left, right) = (Shape(binary.Left), Shape(binary.Right));
        var (first, second) = (Value(left, right), Value(right, left));
        var (a, b) = (first.Expression, second.Expression);
        return binary.NodeType switch
        {
            ExpressionType.AndAlso or ExpressionType.And => new MongoValue(Pair("$and", a, b), typeof(bool)),
            ExpressionType.OrElse or ExpressionType.Or => new MongoValue(Pair("$or", a, b), typeof(bool)),
            ExpressionType.Equal => new MongoValue(Pair("$eq", OrNull(first), OrNull(second)), typeof(bool)),
            ExpressionType.NotEqual => new MongoValue(Pair("$ne", OrNull(first), OrNull(second)), typeof(bool)),
            ExpressionType.LessThan => Ordered("$lt", first, second),
            ExpressionType.LessThanOrEqual => Ordered("$lte", first, second),
            ExpressionType.GreaterThan => Ordered("$gt", first, second),
            ExpressionType.GreaterThanOrEqual => Ordered("$gte", first, second),
            ExpressionType.Coalesce => new MongoValue(Pair("$ifNull", a, b), binary.Type, first.Property),
            ExpressionType.Add when binary.Type == typeof(string) => new MongoValue(
                Pair("$concat", Text(first), Text(second)),
                typeof(string)
            ),
            ExpressionType.Add or ExpressionType.AddChecked => new MongoValue(Pair("$add", a, b), binary.Type),
            ExpressionType.Subtract or ExpressionType.SubtractChecked => new MongoValue(Pair("$subtract", a, b), binary.Type),
            ExpressionType.Multiply or ExpressionType.MultiplyChecked => new MongoValue(Pair("$multiply", a, b), binary.Type),
            ExpressionType.Modulo => new MongoValue(Pair("$mod", a, b), binary.Type),
            ExpressionType.Divide => Divided(binary, a, b),
            _ => throw Refuse(binary),
        };
    }

    // Whole numbers are divided without a rest, amounts as decimals.
    private static MongoValue Divided(BinaryExpression binary, BsonValue a, BsonValue b)
    {
        var type = Nullable.GetUnderlyingType(binary.Type) ?? binary.Type;
        if (type == typeof(decimal))
            a = new BsonDocument("$toDecimal", a);
        var quotient = Pair("$divide", a, b);
        return new MongoValue(type == typeof(int) || type == typeof(long) ? Pair("$trunc", quotient, 0) : quotient, binary.Type);
    }

    // Nothing is less or more than what is not there; MongoDB has an order there.
    private static MongoValue Ordered(string operation, MongoValue left, MongoValue right)
    {
        var compared = new BsonArray { Pair(operation, left.Expression, right.Expression) };
        foreach (var side in new[] { left, right }.Where(static one => one.MayBeNull))
            compared.Insert(0, Pair("$ne", OrNull(side), BsonNull.Value));
        return new MongoValue(compared.Count == 1 ? compared[0] : new BsonDocument("$and", compared), typeof(bool));
    }

    private static BsonValue OrNull(MongoValue value) =>
        value.MayBeNull ? Pair("$ifNull", value.Expression, BsonNull.Value) : value.Expression;

    /// <summary>A text, empty where there is none.</summary>
    public static BsonValue Text(MongoValue value) => Pair("$ifNull", value.Expression, "");

    /// <summary>An operation on two values.</summary>
    public static BsonDocument Pair(string operation, BsonValue a, BsonValue b) => new(operation, new BsonArray { a, b });
}

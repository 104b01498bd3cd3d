using System.Linq.Expressions;
using MongoDB.Bson;

namespace SampleService.Infrastructure;

/// <summary>Conditions as filters, which indexes serve; what a filter can't say is an expression.</summary>
internal sealed class MongoFilters(MongoExpressions expressions)
{
    /// <summary>A filter that finds nothing.</summary>
    public static BsonDocument Nothing => new("$expr", false);

    /// <summary>The filter of a condition.</summary>
    public BsonDocument Of(Expression condition) =>
        condition switch
        {
            BinaryExpression { NodeType: ExpressionType.AndAlso } both => All("$and", both),
            BinaryExpression { NodeType: ExpressionType.OrElse } either => All("$or", either),
            UnaryExpression { NodeType: ExpressionType.Not } not => new BsonDocument("$nor", new BsonArray { Of(not.Operand) }),
            BinaryExpression comparison when Compared(comparison) is { } filter => filter,
            MethodCallExpression { Method.Name: "Equals" } same when Compared(MongoCalls.Equality(same)) is { } filter => filter,
            MethodCallExpression { Method.Name: "Contains" } one when Contained(one) is { } filter => filter,
            _ => new BsonDocument("$expr", expressions.Bson(condition)),
        };

    private BsonDocument All(string operation, BinaryExpression binary) =>
        new(operation, new BsonArray { Of(binary.Left), Of(binary.Right) });

    private BsonDocument? Compared(BinaryExpression binary)
    {
        var operation = binary.NodeType switch
        {
            ExpressionType.Equal => "$eq",
            ExpressionType.NotEqual => "$ne",
            ExpressionType.LessThan => "$lt",
            ExpressionType.LessThanOrEqual => "$lte",
            ExpressionType.GreaterThan => "$gt",
            ExpressionType.GreaterThanOrEqual => "$gte",
            _ => null,
        };
        if (operation is null)
            return null;
        var (one, other) = Sides(binary);
        var (left, right) = (expressions.Shape(one), expressions.Shape(other));
        if (left is MongoConstant)
            (left, right, operation) = (right, left, Turned(operation));
        if (left is not MongoValue { Element: { } element } value || right is not MongoConstant known)
            return null;
        // Nothing is less or more than what is not there.
        if (known.Value is null && operation is not ("$eq" or "$ne"))
            return Nothing;
        return new BsonDocument(element, new BsonDocument(operation, MongoValues.Write(value.Property, known.Value)));
    }

    // C# has no operators that order texts: a.CompareTo(b) < 0.
    private static (Expression One, Expression Other) Sides(BinaryExpression binary) =>
        binary is { Left: MethodCallExpression { Method.Name: "CompareTo", Object: { } text } call, Right: ConstantExpression { Value: 0 } }
            ? (text, call.Arguments[0])
            : (binary.Left, binary.Right);

    private BsonDocument? Contained(MethodCallExpression call) =>
        expressions.Membership(call) is var (item, values) && item is MongoValue { Element: { } element }
            ? new BsonDocument(element, new BsonDocument("$in", values))
            : null;

    private static string Turned(string operation) =>
        operation switch
        {
            "$lt" => "$gt",
            "$lte" => "$gte",
            "$gt" => "$lt",
            "$gte" => "$lte",
            _ => operation,
        };
}

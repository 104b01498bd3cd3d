using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MongoDB.Bson;

namespace SampleService.Infrastructure;

/// <summary>Calls in queries: of texts and numbers, of groups, and of other collections.</summary>
internal sealed class MongoCalls(MongoExpressions expressions, MongoPipeline pipeline)
{
    /// <summary>What a call stands for.</summary>
    public MongoShape Of(MethodCallExpression call)
    {
        if (call.Method.DeclaringType == typeof(Queryable))
            return Asked(call);
        if (
            call.Method.DeclaringType == typeof(Enumerable)
            && call.Arguments[0] is ParameterExpression
            && expressions.Shape(call.Arguments[0]) is MongoGroup group
        )
            return OfGroup(call, group);
        if (call.Method.Name == "Contains" && expressions.Membership(call) is var (item, values))
            return new MongoValue(
                MongoExpressions.Pair("$in", MongoExpressions.Value(item).Expression, new BsonDocument("$literal", values)),
                typeof(bool)
            );
        if (call.Method.Name == "Equals")
            return expressions.Shape(Equality(call));
        if (call.Method.DeclaringType == typeof(EF) && expressions.Shape(call.Arguments[0]) is MongoRow row)
            return row.Find(expressions.Known(call.Arguments[1]) as string, call.Type) ?? throw MongoExpressions.Refuse(call);
        return call.Method.DeclaringType == typeof(string) ? OfText(call)
            : call.Method.DeclaringType == typeof(Math) ? OfNumber(call)
            : call.Method.Name == "Of" && call.Method.DeclaringType?.Name == "Buckets" ? Bucket(call)
            : throw MongoExpressions.Refuse(call);
    }

    /// <summary>What a call of Equals compares.</summary>
    public static BinaryExpression Equality(MethodCallExpression call) =>
        Expression.Equal(
            Expression.Convert(call.Object ?? call.Arguments[0], typeof(object)),
            Expression.Convert(call.Arguments[^1], typeof(object))
        );

    private MongoValue OfText(MethodCallExpression call)
    {
        var text = MongoExpressions.Text(MongoExpressions.Value(expressions.Shape(call.Object ?? call.Arguments[0])));
        BsonValue Other() => MongoExpressions.Text(MongoExpressions.Value(expressions.Shape(call.Arguments[^1])));
        BsonDocument At() => MongoExpressions.Pair("$indexOfCP", text, Other());
        return call.Method.Name switch
        {
            nameof(string.ToLower) or nameof(string.ToLowerInvariant) => new MongoValue(new BsonDocument("$toLower", text), typeof(string)),
            nameof(string.ToUpper) or nameof(string.ToUpperInvariant) => new MongoValue(new BsonDocument("$toUpper", text), typeof(string)),
            nameof(string.Contains) => new MongoValue(MongoExpressions.Pair("$gte", At(), 0), typeof(bool)),
            nameof(string.StartsWith) => new MongoValue(MongoExpressions.Pair("$eq", At(), 0), typeof(bool)),
            _ => throw MongoExpressions.Refuse(call),
        };
    }

    private MongoValue OfNumber(MethodCallExpression call)
    {
        var values = call.Arguments.Select(expressions.Bson).ToList();
        return call.Method.Name switch
        {
            nameof(Math.Abs) => new MongoValue(new BsonDocument("$abs", values[0]), call.Type),
            nameof(Math.Ceiling) => new MongoValue(new BsonDocument("$ceil", values[0]), call.Type),
            nameof(Math.Floor) => new MongoValue(new BsonDocument("$floor", values[0]), call.Type),
            nameof(Math.Min) => new MongoValue(new BsonDocument("$min", new BsonArray(values)), call.Type),
            nameof(Math.Max) => new MongoValue(new BsonDocument("$max", new BsonArray(values)), call.Type),
            _ => throw MongoExpressions.Refuse(call),
        };
    }

    // The beginning of a time's ISO 8601 text.
    private MongoValue Bucket(MethodCallExpression call)
    {
        var at = expressions.Bson(call.Arguments[0]);
        var isInstant = call.Arguments[0].Type == typeof(DateTimeOffset?);
        var text = isInstant ? new BsonDocument("$dateToString", new BsonDocument { { "date", at }, { "format", "%Y-%m-%d" } }) : at;
        var beginning = new BsonDocument("$substrCP", new BsonArray { text, 0, expressions.Bson(call.Arguments[1]) });
        var isMissing = MongoExpressions.Pair("$eq", MongoExpressions.Pair("$ifNull", at, BsonNull.Value), BsonNull.Value);
        return new MongoValue(new BsonDocument("$cond", new BsonArray { isMissing, BsonNull.Value, beginning }), typeof(string));
    }

    private MongoValue OfGroup(MethodCallExpression call, MongoGroup group)
    {
        BsonValue of = 1;
        if (call.Arguments.Count > 1)
        {
            var (body, inner) = expressions.Bind(call.Arguments[1], group.Item);
            of = inner.Bson(body);
        }

        var name = $"a{group.Stage.ElementCount}";
        group.Stage[name] = call.Method.Name switch
        {
            "Count" or "LongCount" when call.Arguments.Count > 1 => new BsonDocument(
                "$sum",
                new BsonDocument("$cond", new BsonArray { of, 1, 0 })
            ),
            "Count" or "LongCount" or "Sum" => new BsonDocument("$sum", of),
            "Min" => new BsonDocument("$min", of),
            "Max" => new BsonDocument("$max", of),
            "Average" => new BsonDocument("$avg", of),
            _ => throw MongoExpressions.Refuse(call),
        };
        return new MongoValue("$" + name, call.Type);
    }

    private static BsonDocument Same(MongoShape one, MongoShape other) =>
        new(
            "$expr",
            MongoExpressions.Pair("$eq", MongoExpressions.Value(one, other).Expression, MongoExpressions.Value(other, one).Expression)
        );

    // Another collection is asked for each document.
    private MongoValue Asked(MethodCallExpression call)
    {
        var part = new MongoPipeline(pipeline.Parameters, pipeline);
        var within = expressions.Inside(part);
        part.Add(call.Arguments[0], within);
        var lambda = call.Arguments.Count > 1 ? call.Arguments[1] : null;
        if (lambda is not null && call.Method.Name is "Any" or "Count" or "LongCount")
            part.Where(lambda!, within);
        if (call.Method.Name == "Contains")
            part.Match(Same(part.Shape, within.Shape(lambda!)));
        var name = pipeline.Name("q");
        BsonValue result = new BsonDocument("$first", $"${name}.v");
        switch (call.Method.Name)
        {
            case "Any" or "Contains":
                part.Take(1);
                result = MongoExpressions.Pair("$gt", new BsonDocument("$size", "$" + name), 0);
                break;
            case "Count" or "LongCount":
                part.Stages.Add(new BsonDocument("$count", "v"));
                result = MongoExpressions.Pair("$ifNull", result, 0);
                break;
            case "Sum" or "Min" or "Max" or "Average":
                part.Compute(call.Method.Name, lambda, within);
                break;
            default:
                throw MongoExpressions.Refuse(call);
        }

        pipeline.Stages.Add(part.Lookup(name));
        return new MongoValue(result, call.Type);
    }
}

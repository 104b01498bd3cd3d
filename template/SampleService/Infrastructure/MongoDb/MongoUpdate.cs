using System.Linq.Expressions;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>Changes all documents that a query finds, in one statement.</summary>
internal sealed class MongoUpdate(MongoSession session, MongoPipeline pipeline, MongoExpressions expressions)
{
    /// <summary>Does it; how many documents were found.</summary>
    public async Task<int> RunAsync(Expression setters, CancellationToken cancellationToken)
    {
        var set = new BsonDocument();
        foreach (var setter in ((NewArrayExpression)setters).Expressions.Cast<NewExpression>())
        {
            var (property, within) = expressions.Bind(setter.Arguments[0], pipeline.Shape);
            var element = (MongoValue)within.Shape(property);
            set[element.Element!] = Value(setter.Arguments[1], element);
        }

        // What only holds documents must change them.
        if (pipeline.Tag == Work.Lock)
            set[MongoWriter.Held] = new BsonDocument("$literal", ObjectId.GenerateNewId());
        var documents = session.Of(MongoValues.Collection(pipeline.Root));
        var filter = await FilterAsync(cancellationToken);
        UpdateDefinition<BsonDocument> update = new PipelineUpdateDefinition<BsonDocument>(new[] { new BsonDocument("$set", set) });
        var done = session.Current is { } current
            ? await documents.UpdateManyAsync(current, filter, update, cancellationToken: cancellationToken)
            : await documents.UpdateManyAsync(filter, update, cancellationToken: cancellationToken);
        return (int)done.MatchedCount;
    }

    private BsonValue Value(Expression value, MongoValue element)
    {
        while (value is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.Quote } outer)
            value = outer.Operand;
        if (value is not LambdaExpression)
            return MongoExpressions.Value(expressions.Shape(value), element).Expression;
        var (body, within) = expressions.Bind(value, pipeline.Shape);
        return MongoExpressions.Value(within.Shape(body), element).Expression;
    }

    // Conditions alone are the statement's own; else the documents are found before.
    private async Task<BsonDocument> FilterAsync(CancellationToken cancellationToken)
    {
        if (pipeline.Filter is { } filter)
            return filter;
        pipeline.Stages.Add(new BsonDocument("$project", new BsonDocument("_id", 1)));
        var documents = session.Of(MongoValues.Collection(pipeline.Source));
        PipelineDefinition<BsonDocument, BsonDocument> stages = pipeline.Stages;
        using var cursor = session.Current is { } current
            ? await documents.AggregateAsync(current, stages, cancellationToken: cancellationToken)
            : await documents.AggregateAsync(stages, cancellationToken: cancellationToken);
        var ids = new BsonArray((await cursor.ToListAsync(cancellationToken)).Select(static one => one["_id"]));
        return new BsonDocument("_id", new BsonDocument("$in", ids));
    }
}

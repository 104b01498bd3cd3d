using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using MongoDB.Bson;
using MongoDB.Driver;

namespace SampleService.Infrastructure;

/// <summary>Answers queries: many rows one after the other, one row, a number, or how many were changed.</summary>
internal sealed class MongoAnswers
{
    private readonly MongoSession _session;
    private readonly QueryContext _context;
    private readonly MongoPipeline _pipeline;
    private readonly MongoExpressions _expressions;

    private MongoAnswers(MongoSession session, QueryContext context)
    {
        _session = session;
        _context = context;
        _pipeline = new MongoPipeline(context.Parameters);
        _expressions = new MongoExpressions(_pipeline);
    }

    /// <summary>Answers a query.</summary>
    public static TResult Of<TResult>(MongoSession session, QueryContext context, Expression query, bool async)
    {
        var answers = new MongoAnswers(session, context);
        var isMany =
            typeof(TResult).IsGenericType
            && typeof(TResult).GetGenericTypeDefinition() is var kind
            && (kind == typeof(IAsyncEnumerable<>) || kind == typeof(IEnumerable<>));
        var item = isMany || async ? typeof(TResult).GetGenericArguments()[0] : typeof(TResult);
        var name =
            isMany && async ? nameof(ManyAsync)
            : isMany ? nameof(Many)
            : async ? nameof(OneAsync)
            : nameof(One);
        var method = typeof(MongoAnswers).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(item);
        try
        {
            return (TResult)method.Invoke(answers, isMany && async ? [query, CancellationToken.None] : [query])!;
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } problem)
        {
            throw problem;
        }
    }

    private IEnumerable<T> Many<T>(Expression query) => ManyAsync<T>(query).ToBlockingEnumerable();

    private async IAsyncEnumerable<T> ManyAsync<T>(Expression query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _pipeline.Add(query, _expressions);
        var shape = Projected();
        using var cursor = await AggregateAsync(cancellationToken);
        while (await cursor.MoveNextAsync(cancellationToken))
        {
            foreach (var document in cursor.Current)
                yield return (T)shape.Read(_context, document, _pipeline.IsTracked)!;
        }
    }

    private T One<T>(Expression query) => OneAsync<T>(query).GetAwaiter().GetResult();

    private async Task<T> OneAsync<T>(Expression query)
    {
        var stopped = _context.CancellationToken;
        var call = query as MethodCallExpression ?? throw MongoExpressions.Refuse(query);
        _pipeline.Add(call.Arguments[0], _expressions);
        var lambda = call.Arguments.Count > 1 ? call.Arguments[1] : null;
        switch (call.Method.Name)
        {
            case "ExecuteDelete":
                return (T)(object)await ToldAsync(await DeleteAsync(stopped));
            case "ExecuteUpdate":
                return (T)(object)await ToldAsync(await new MongoUpdate(_session, _pipeline, _expressions).RunAsync(lambda!, stopped));
            case "Sum" or "Min" or "Max" or "Average":
                _pipeline.Compute(call.Method.Name, lambda, _expressions);
                return Computed<T>(await AllAsync(stopped), call);
            case "All":
                _pipeline.Where(Expression.Lambda(Expression.Not(Function(lambda!).Body), Function(lambda!).Parameters), _expressions);
                _pipeline.Take(1);
                return (T)(object)((await AllAsync(stopped)).Count == 0);
        }

        if (lambda is not null)
            _pipeline.Where(lambda, _expressions);
        switch (call.Method.Name)
        {
            case "Any":
                _pipeline.Take(1);
                return (T)(object)((await AllAsync(stopped)).Count > 0);
            case "Count" or "LongCount":
                _pipeline.Stages.Add(new BsonDocument("$count", "v"));
                var counted = (await AllAsync(stopped)).FirstOrDefault()?["v"] ?? 0;
                return (T)MongoValues.Read(counted, typeof(T))!;
            case "First" or "FirstOrDefault" or "Single" or "SingleOrDefault":
                return await RowAsync<T>(call.Method.Name, stopped);
            default:
                throw MongoExpressions.Refuse(call);
        }
    }

    // Who only holds rows changes none.
    private async Task<int> ToldAsync(int changed)
    {
        if (changed > 0 && _pipeline.Tag != Work.Lock)
        {
            foreach (var watcher in _session.Watchers)
                await watcher.ChangedAsync(_context.Context, _pipeline.Root);
        }

        return changed;
    }

    private async Task<T> RowAsync<T>(string kind, CancellationToken cancellationToken)
    {
        _pipeline.Take(kind[0] == 'S' ? 2 : 1);
        var shape = Projected();
        var found = await AllAsync(cancellationToken);
        return found.Count switch
        {
            0 when kind.EndsWith("Default", StringComparison.Ordinal) => default!,
            1 => (T)shape.Read(_context, found[0], _pipeline.IsTracked)!,
            0 => throw new InvalidOperationException("Sequence contains no elements."),
            _ => throw new InvalidOperationException("Sequence contains more than one element."),
        };
    }

    private static T Computed<T>(List<BsonDocument> found, MethodCallExpression call)
    {
        var value = found.Count == 0 ? null : MongoValues.Read(found[0]["v"], typeof(T));
        if (value is not null)
            return (T)value;
        if (call.Method.Name == "Sum")
            return (T)MongoValues.Read(0, typeof(T))!;
        return default(T) is null ? default! : throw new InvalidOperationException("Sequence contains no elements.");
    }

    private async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var type = _pipeline.Root;
        // What nothing refers to goes in one statement.
        if (_pipeline.Filter is { } filter && !type.GetReferencingForeignKeys().Any())
        {
            var documents = _session.Of(MongoValues.Collection(type));
            var gone = _session.Current is { } within
                ? await documents.DeleteManyAsync(within, filter, cancellationToken: cancellationToken)
                : await documents.DeleteManyAsync(filter, cancellationToken);
            return (int)gone.DeletedCount;
        }

        // The first few of an order are counted by the query; asked for again, they would be others.
        var isCounted = _pipeline.Stages.Any(static stage => stage.Contains("$limit") || stage.Contains("$skip"));
        if (!isCounted)
            _pipeline.Take(MongoWriter.Batch);
        _pipeline.Stages.Add(new BsonDocument("$project", new BsonDocument("_id", 1)));
        if (_session.Current is { } current)
            return await DeleteAsync(new MongoWriter(_session, current), type, isCounted, cancellationToken);
        try
        {
            var own = await _session.BeginAsync(cancellationToken);
            var deleted = await DeleteAsync(new MongoWriter(_session, own), type, isCounted, cancellationToken);
            await own.CommitTransactionAsync(cancellationToken);
            return deleted;
        }
        finally
        {
            _session.End();
        }
    }

    // So many at a time that ids neither fill the memory nor a statement; what is gone is not found again.
    private async Task<int> DeleteAsync(MongoWriter writer, IEntityType type, bool isCounted, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        BsonArray ids;
        do
        {
            ids = [.. (await AllAsync(cancellationToken)).Select(static one => one["_id"])];
            if (ids.Count > 0)
                deleted += await writer.DeleteAsync(type, ids, cancellationToken);
        } while (!isCounted && ids.Count == MongoWriter.Batch);

        return (int)deleted;
    }

    private MongoShape Projected()
    {
        if (_pipeline.Shape is MongoRow { Path.Length: 0 } row)
            return row;
        var elements = new BsonDocument();
        var shape = _pipeline.Shape.Project(elements);
        elements.Add("_id", 0);
        _pipeline.Stages.Add(new BsonDocument("$project", elements));
        return shape;
    }

    private async Task<List<BsonDocument>> AllAsync(CancellationToken cancellationToken)
    {
        using var cursor = await AggregateAsync(cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }

    private Task<IAsyncCursor<BsonDocument>> AggregateAsync(CancellationToken cancellationToken)
    {
        var documents = _session.Of(MongoValues.Collection(_pipeline.Source));
        PipelineDefinition<BsonDocument, BsonDocument> stages = _pipeline.Stages;
        return _session.Current is { } current
            ? documents.AggregateAsync(current, stages, cancellationToken: cancellationToken)
            : documents.AggregateAsync(stages, cancellationToken: cancellationToken);
    }

    private static LambdaExpression Function(Expression lambda) =>
        lambda is UnaryExpression quote ? (LambdaExpression)quote.Operand : (LambdaExpression)lambda;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Execution;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>
/// Answers subscriptions. Each event is told with the row that it tells of, which is read for each subscriber by the operation of the REST
/// interface that shows it. Who would not be shown the row is told nothing, not even that there was something to tell.
/// </summary>
internal sealed class GraphStreams(
    GraphFeed feed,
    GraphFeedMetrics metrics,
    GraphCallers callers,
    RestCalls calls,
    IConfiguration configuration,
    ILogger<GraphStreams> logger
) : IGraphStreams, IDisposable
{
    /// <summary>The setting that says how often a stream shows that it is alive, in seconds.</summary>
    public const string KeepAlive = "GraphQl:KeepAliveSeconds";

    // Many may wait for the same event; other requests need the database, too.
    private const int AtOnce = 8;

    private readonly SemaphoreSlim _answering = new(AtOnce);
    private readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(configuration.GetValue(KeepAlive, 15));

    public async Task AnswerAsync(HttpContext http, Action<ExecutionOptions> configure)
    {
        var place = new Place();
        try
        {
            var begun = await new DocumentExecuter().ExecuteAsync(options =>
            {
                configure(options);
                options.UserContext[nameof(Place)] = place;
            });
            if (!begun.Executed && !place.IsAsked)
            {
                await GraphEndpoint.WriteAsync(http, begun);
                return;
            }

            var stream = await EventStream.BeginAsync(http);
            if (place.Taken is { } waiting)
            {
                var end = await TellAsync(http, waiting, stream, configure);
                // Whoever hears that it ends may subscribe again at once.
                feed.Remove(waiting);
                begun = new ExecutionResult { Errors = [end.ToError()] };
            }

            await stream.NextAsync(begun);
            await stream.CompleteAsync();
            place.Reason = begun.Errors?.FirstOrDefault()?.Code;
        }
        catch (TimeoutException)
        {
            place.Reason = "stuck";
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            place.Reason = "left";
        }
        finally
        {
            if (place.Taken is { } subscriber)
            {
                feed.Remove(subscriber);
                metrics.Ended(place.Reason ?? "failed");
            }
        }
    }

    public async ValueTask<IObservable<object?>> OpenAsync(IResolveFieldContext context)
    {
        if (!context.UserContext.TryGetValue(nameof(Place), out var known) || known is not Place place)
            throw new GraphEnd(406, "event-stream-expected", $"Subscribe with 'Accept: {GraphEndpoint.EventStream}'.").ToError();
        place.IsAsked = true;
        var http = (HttpContext)context.UserContext[nameof(HttpContext)]!;
        var told = Array.Find(GraphTables.Events, one => one.Field == context.FieldDefinition.Name)!;
        var caller = Caller.Of(http);
        if (!calls.LetsIn(Reader(told), caller))
            throw GraphErrors.Of(caller.IsKnown ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, default);
        var subscriber = new GraphSubscriber(told, context.GetArgument<string?>("id"), Limits.Who(http));
        if (await feed.AddAsync(subscriber, context.CancellationToken) is { } refused)
            throw refused.ToError();
        place.Taken = subscriber;
        return place;
    }

    public void Dispose() => _answering.Dispose();

    // Until there is a reason to end.
    private async Task<GraphEnd> TellAsync(
        HttpContext http,
        GraphSubscriber subscriber,
        EventStream stream,
        Action<ExecutionOptions> configure
    )
    {
        var executer = new EventExecuter();
        var waiting = subscriber.WaitAsync(http.RequestAborted);
        while (true)
        {
            await ((Task)waiting).WaitAsync(_keepAlive, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!waiting.IsCompleted)
            {
                if (!await callers.AreStillKnownAsync(http))
                    return GraphEnd.LoggedOut;
                await stream.KeepAliveAsync();
                continue;
            }

            if (!await waiting)
                return subscriber.End!;
            while (subscriber.Take() is { } told)
            {
                if (subscriber.End == GraphEnd.TooSlow)
                    return GraphEnd.TooSlow;
                // Just before each: nobody hears anything by a token that has ended meanwhile.
                if (!await callers.AreStillKnownAsync(http))
                    return GraphEnd.LoggedOut;
                var (result, end) = await ResultAsync(http, subscriber.Told, told, executer, configure);
                if (end is not null)
                    return end;
                if (result is null)
                    continue;
                await stream.NextAsync(result);
                metrics.Told(subscriber.Told);
            }

            waiting = subscriber.WaitAsync(http.RequestAborted);
        }
    }

    // Nothing at all where the caller may not see the row.
    private async Task<(ExecutionResult? Result, GraphEnd? End)> ResultAsync(
        HttpContext http,
        GraphEvent told,
        EventEnvelope happened,
        EventExecuter executer,
        Action<ExecutionOptions> configure
    )
    {
        await _answering.WaitAsync(http.RequestAborted);
        try
        {
            var row = await calls.CallAsync(Reader(told), [new("id", happened.Subject)], http, http.RequestAborted);
            if (row.Status is 401 or 403 or 404)
                return (null, null);
            if (row.Status >= 400)
            {
                logger.LogWarning("{Event} {Id} can't be told: its row is answered by {Status}", told.Field, happened.Id, row.Status);
                return (null, new GraphEnd(row.Status, GraphErrors.Of(row.Status, row.Body).Code!, "The row can't be read now."));
            }

            var root = JsonSerializer.SerializeToElement(
                new JsonObject
                {
                    [told.Field] = new JsonObject
                    {
                        ["id"] = happened.Id,
                        ["occurredAt"] = happened.Time,
                        ["payload"] = JsonNode.Parse(happened.Data.GetRawText()),
                        ["row"] = JsonNode.Parse(row.Body.GetRawText()),
                    },
                }
            );
            var result = await executer.ExecuteAsync(options =>
            {
                configure(options);
                options.Root = root;
            });
            return (result, null);
        }
        finally
        {
            _answering.Release();
        }
    }

    private static GraphOperation Reader(GraphEvent told) => Array.Find(GraphTables.Operations, known => known.Name == told.Reader)!;

    // Executes the document of a subscription for one event: as a query whose root is what the event tells.
    private sealed class EventExecuter : DocumentExecuter
    {
        protected override IExecutionStrategy SelectExecutionStrategy(GraphQL.Execution.ExecutionContext context) =>
            ParallelExecutionStrategy.Instance;
    }

    // The stream that a document is answered by. Events are taken from the queue, one after the other, and not pushed.
    private sealed class Place : IObservable<object?>, IDisposable
    {
        // Whether the document is right, whatever came of it.
        public bool IsAsked { get; set; }

        public GraphSubscriber? Taken { get; set; }

        public string? Reason { get; set; }

        public IDisposable Subscribe(IObserver<object?> observer) => this;

        public void Dispose() { }
    }
}

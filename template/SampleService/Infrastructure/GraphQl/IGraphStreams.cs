using GraphQL;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Answers documents as streams; there is none where the schema has no subscriptions.</summary>
internal interface IGraphStreams
{
    /// <summary>Answers a request until its stream ends.</summary>
    /// <param name="http">The request, which asks for a stream of events.</param>
    /// <param name="configure">Says what is executed, by whom and within which bounds; each call begins anew.</param>
    Task AnswerAsync(HttpContext http, Action<ExecutionOptions> configure);

    /// <summary>Opens what a field of the subscription type asks for. What it gives back tells nothing: the stream does.</summary>
    /// <exception cref="ExecutionError">It can't be opened; the code says why.</exception>
    ValueTask<IObservable<object?>> OpenAsync(IResolveFieldContext context);
}

using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Transport;
using SampleService.Infrastructure.GraphQl;

namespace SampleService.Infrastructure;

/// <summary>GraphQL over HTTP: one document a request, bounded before anything of it runs; subscriptions as streams of events.</summary>
internal static class GraphEndpoint
{
    /// <summary>What who wants to be told of events accepts.</summary>
    public const string EventStream = "text/event-stream";

    private static readonly GraphQLSerializer s_json = new();

    /// <summary>Adds what answers GraphQL.</summary>
    public static void AddGraphQl(this IServiceCollection services)
    {
        services.AddSingleton<GraphSchema>();
        services.AddSingleton<GraphLimits>();
        services.AddSingleton<RestCalls>();
    }

    /// <summary>Maps it. Accounts come from the same tokens as everywhere else; logging in stays where it is.</summary>
    public static void MapGraphQl(this WebApplication app) =>
        app.MapPost("/graphql", AnswerAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpContext http, GraphSchema schema, GraphLimits limits)
    {
        if (!http.Request.HasJsonContentType())
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Send a JSON object with 'query' and 'variables'.");
        GraphQLRequest? request;
        try
        {
            request = await s_json.ReadAsync<GraphQLRequest>(http.Request.Body, http.RequestAborted);
        }
        catch (JsonException)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "Send one JSON object with 'query' and 'variables'; lists are not taken.");
        }

        if (Streams(http) is { } streams)
        {
            await streams.AnswerAsync(http, Configure);
            return Results.Empty;
        }

        var result = await new DocumentExecuter().ExecuteAsync(Configure);
        await WriteAsync(http, result);
        return Results.Empty;

        void Configure(ExecutionOptions options)
        {
            options.Schema = schema.Schema;
            options.Query = request?.Query;
            options.DocumentId = request?.DocumentId;
            options.OperationName = request?.OperationName;
            options.Variables = request?.Variables;
            options.RequestServices = http.RequestServices;
            options.User = http.User;
            options.UserContext = new Dictionary<string, object?>
            {
                [nameof(HttpContext)] = http,
                [GraphCall.Batches] = new ConcurrentDictionary<string, GraphBatch>(StringComparer.Ordinal),
            };
            options.CancellationToken = http.RequestAborted;
            limits.ApplyTo(options);
        }
    }

    /// <summary>Writes a whole answer.</summary>
    public static async Task WriteAsync(HttpContext http, ExecutionResult result)
    {
        // What was not executed is a bad request; what was may have failed in parts, and says where.
        http.Response.StatusCode = result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        http.Response.ContentType = "application/json; charset=utf-8";
        await s_json.WriteAsync(http.Response.Body, result, http.RequestAborted);
    }

    // Whoever accepts a stream of events is answered by one, where the schema has subscriptions.
    private static IGraphStreams? Streams(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.Any(static accepted => accepted.MediaType == EventStream)
            ? http.RequestServices.GetService<IGraphStreams>()
            : null;
}

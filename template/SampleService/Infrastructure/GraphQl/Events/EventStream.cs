using System.Text;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>
/// Writes results as server-sent events, each as soon as it is there: GraphQL over Server-Sent Events, distinct connections mode.
/// </summary>
internal sealed class EventStream
{
    // Whoever takes nothing for so long is gone, or will be told of too much.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly GraphQLSerializer s_json = new();
    private readonly HttpContext _http;

    private EventStream(HttpContext http) => _http = http;

    /// <summary>Begins the answer; it has no time limit from now on.</summary>
    public static async Task<EventStream> BeginAsync(HttpContext http)
    {
        http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // Hours of a stream are no time to an answer, of which alerts speak.
        if (http.Features.Get<IHttpMetricsTagsFeature>() is { } measured)
            measured.MetricsDisabled = true;
        http.Response.ContentType = GraphEndpoint.EventStream + "; charset=utf-8";
        // nginx and what is made of it would wait for more.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var stream = new EventStream(http);
        await stream.KeepAliveAsync();
        return stream;
    }

    /// <summary>Tells a result.</summary>
    public Task NextAsync(ExecutionResult result) => WriteAsync($"event: next\ndata: {s_json.Serialize(result)}\n\n");

    /// <summary>Tells that nothing more comes.</summary>
    public Task CompleteAsync() => WriteAsync("event: complete\ndata:\n\n");

    /// <summary>Tells nothing, lest anybody between takes the connection for dead.</summary>
    public Task KeepAliveAsync() => WriteAsync(":\n\n");

    /// <exception cref="TimeoutException">Nobody takes it; the connection is cut.</exception>
    private async Task WriteAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_http.RequestAborted);
        limit.CancelAfter(s_patience);
        try
        {
            await _http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), limit.Token);
            await _http.Response.Body.FlushAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!_http.RequestAborted.IsCancellationRequested)
        {
            _http.Abort();
            throw new TimeoutException("Nobody takes what is told.");
        }
    }
}

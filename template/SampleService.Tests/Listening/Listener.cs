using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SampleService.Tests;

/// <summary>Another system that the service calls: a real server on this machine.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app = LoopbackServer.Build();

    /// <summary>What it has heard: path, headers with the method as ":method", and body.</summary>
    public ConcurrentQueue<(string Path, Dictionary<string, string> Headers, byte[] Body)> Heard { get; } = [];

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Starts one.</summary>
    public static async Task<Listener> StartAsync()
    {
        var listener = new Listener();
        listener._app.Run(listener.HearAsync);
        await listener._app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(
            static header => header.Key.ToLowerInvariant(),
            static header => header.Value.ToString()
        );
        headers[":method"] = http.Request.Method;
        Heard.Enqueue((http.Request.Path, headers, body.ToArray()));
        http.Response.StatusCode = Status;
        if (Status == StatusCodes.Status302Found)
            http.Response.Headers.Location = "/elsewhere";
    }
}

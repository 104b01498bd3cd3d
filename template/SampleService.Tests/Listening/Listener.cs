using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SampleService.Tests;

/// <summary>Another system that the service calls: a real server on this machine.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    /// <summary>What it has heard: path, headers with the method as ":method", and body.</summary>
    public ConcurrentQueue<(string Path, Dictionary<string, string> Headers, byte[] Body)> Heard { get; } = [];

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>Where it listens.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts one.</summary>
    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        var listener = new Listener(builder.Build());
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

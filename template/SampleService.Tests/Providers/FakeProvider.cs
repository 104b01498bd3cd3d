using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SampleService.Tests;

/// <summary>
/// A provider: a real server on this machine. What it was asked by a key it does once, and answers the same whenever it is asked by that
/// key again.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app = LoopbackServer.Build();

    /// <summary>What it was asked, by which key and in whose name; each time.</summary>
    public ConcurrentQueue<(string Key, string Authorization, JsonNode? Body)> Asked { get; } = [];

    /// <summary>What it has done, by key, with what it answers.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Done { get; } = [];

    /// <summary>What it answers; a refusal or a failure does nothing.</summary>
    public int Status { get; set; } = StatusCodes.Status202Accepted;

    /// <summary>The body of its answers.</summary>
    public string Answer { get; set; } = "";

    /// <summary>How many answers get lost on their way, after it has done what it was asked.</summary>
    public int Lost { get; set; }

    /// <summary>How long it takes to answer, after it has done what it was asked.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Starts one.</summary>
    public static async Task<FakeProvider> StartAsync()
    {
        var provider = new FakeProvider();
        provider._app.Run(provider.HearAsync);
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        Asked.Enqueue((key, http.Request.Headers.Authorization.ToString(), await JsonNode.ParseAsync(http.Request.Body)));
        var answer = (Status, Body: Answer);
        if (Status is (>= 200 and < 300) or StatusCodes.Status402PaymentRequired)
            answer = Done.GetOrAdd(key, answer);
        else if (Done.TryGetValue(key, out var done))
            answer = done;
        if (Lost > 0)
        {
            Lost--;
            http.Abort();
            return;
        }

        await Task.Delay(Delay, http.RequestAborted);
        http.Response.StatusCode = answer.Status;
        if (answer.Status == StatusCodes.Status302Found)
            http.Response.Headers.Location = "/elsewhere";
        await http.Response.WriteAsync(answer.Body);
    }
}

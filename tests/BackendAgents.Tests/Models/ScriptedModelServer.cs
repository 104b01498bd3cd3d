using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackendAgents.Tests.Models;

/// <summary>An OpenAI-compatible endpoint on a real socket that answers from a script, in order, and records what it was asked.</summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<RecordedRequest, ScriptedReply>> _script = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private int _number;

    private ScriptedModelServer(WebApplication app) => _app = app;

    /// <summary>The address without a path, for Azure and Ollama.</summary>
    public Uri Root => new(_app.Urls.First());

    /// <summary>The address that an OpenAI client is given.</summary>
    public Uri Endpoint => new(Root, "/v1");

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Answers when the script is at its end; null refuses with 400, which nobody retries.</summary>
    public Func<RecordedRequest, ScriptedReply>? Otherwise { get; set; }

    public static async Task<ScriptedModelServer> StartAsync(params ScriptedReply[] replies)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.Limits.MaxRequestBodySize = null;
            k.Limits.MinResponseDataRate = null;
        });
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromMilliseconds(200));
        WebApplication app = builder.Build();
        ScriptedModelServer server = new(app);
        server.Then(replies);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ScriptedModelServer Then(params ScriptedReply[] replies)
    {
        foreach (ScriptedReply reply in replies)
            _script.Enqueue(_ => reply);
        return this;
    }

    public ScriptedModelServer Then(Func<RecordedRequest, ScriptedReply> reply)
    {
        _script.Enqueue(reply);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(300));
        try
        {
            await _app.StopAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            // A reply that hangs on purpose is still open.
        }

        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        JsonElement body = default;
        using (StreamReader reader = new(context.Request.Body))
        {
            string text = await reader.ReadToEndAsync(context.RequestAborted);
            if (text.Length > 0)
                body = JsonElement.Parse(text);
        }

        RecordedRequest request = new(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body
        );
        _requests.Enqueue(request);
        string id = $"chatcmpl-{Interlocked.Increment(ref _number)}";
        ScriptedReply reply = _script.TryDequeue(out Func<RecordedRequest, ScriptedReply>? next)
            ? next(request)
            : Otherwise?.Invoke(request) ?? ScriptedReply.Fail(400);

        try
        {
            await SendAsync(context, request, reply, id);
        }
        catch (OperationCanceledException)
        {
            // The client went away, as some scripts want it to.
        }
    }

    private static async Task SendAsync(HttpContext context, RecordedRequest request, ScriptedReply reply, string id)
    {
        if (reply.Hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        else if (reply.Status != 200)
        {
            context.Response.StatusCode = reply.Status;
            if (reply.RetryAfter is not null)
                context.Response.Headers.RetryAfter = reply.RetryAfter;
            context.Response.ContentType = "application/json";
            JsonObject error = new()
            {
                ["error"] = new JsonObject { ["message"] = $"scripted {reply.Status}", ["type"] = "scripted" },
            };
            byte[] body = Encoding.UTF8.GetBytes(reply.RawBody ?? error.ToJsonString());
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        }
        else if (request.Streams && reply.RawBody is null)
        {
            await StreamAsync(context, request, reply, id);
        }
        else
        {
            await WholeAsync(context, request, reply, id);
        }
    }

    private static async Task WholeAsync(HttpContext context, RecordedRequest request, ScriptedReply reply, string id)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(reply.RawBody ?? reply.Completion(id, request.Model ?? "unnamed").ToJsonString());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        if (reply.CutAt is { } part)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, (int)(bytes.Length * part)));
            await context.Response.Body.FlushAsync();
            // What was sent must arrive before the connection's end does.
            await Task.Delay(50);
            context.Abort();
        }
        else if (reply.Drip > TimeSpan.Zero)
        {
            foreach (byte[] piece in bytes.Chunk(Math.Max(1, bytes.Length / 10)))
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(reply.Drip, context.RequestAborted);
            }
        }
        else
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static async Task StreamAsync(HttpContext context, RecordedRequest request, ScriptedReply reply, string id)
    {
        context.Response.ContentType = "text/event-stream";
        JsonObject[] chunks = [.. reply.Chunks(id, request.Model ?? "unnamed")];
        int cut = reply.CutAt is { } part ? (int)(chunks.Length * part) : int.MaxValue;
        for (int i = 0; i < chunks.Length; i++)
        {
            if (i == cut)
            {
                // What was sent must arrive before the connection's end does.
                await Task.Delay(50);
                context.Abort();
                return;
            }

            if (i == reply.StallAfter)
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await context.Response.WriteAsync($"data: {chunks[i].ToJsonString()}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (reply.Drip > TimeSpan.Zero)
                await Task.Delay(reply.Drip, context.RequestAborted);
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }
}

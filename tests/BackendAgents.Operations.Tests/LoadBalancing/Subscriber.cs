using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>Somebody who subscribes by GraphQL, and what is heard until the stream ends.</summary>
internal sealed class Subscriber : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly ConcurrentQueue<string> _heard = new();

    private Subscriber(HttpResponseMessage response, string field)
    {
        _response = response;
        End = ReadAsync(field);
    }

    /// <summary>Ids of the rows that were told of so far, in their order.</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    /// <summary>The code by which the stream ends; fails where it is cut off without one.</summary>
    public Task<string> End { get; }

    /// <summary>Subscribes; returned from once what happens is heard.</summary>
    /// <param name="caller">Where.</param>
    /// <param name="token">Who.</param>
    /// <param name="field">To what: the field of the subscription.</param>
    /// <exception cref="HttpRequestException">It is refused.</exception>
    public static async Task<Subscriber> OpenAsync(HttpClient caller, string token, string field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = JsonContent.Create(new { query = $"subscription {{ {field} {{ row {{ id }} }} }}" });
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new Subscriber(response, field);
    }

    public void Dispose() => _response.Dispose();

    private async Task<string> ReadAsync(string field)
    {
        await using var body = await _response.Content.ReadAsStreamAsync();
        var end = "";
        await foreach (var item in SseParser.Create(body).EnumerateAsync())
        {
            if (item.EventType == "complete")
                return end;
            Assert.That(end, Is.Empty, "a stream says once why it ends, and nothing after it");
            var result = JsonNode.Parse(item.Data)!;
            if (result["errors"]?[0] is { } error)
                end = (string)error["extensions"]!["code"]!;
            else
                _heard.Enqueue((string)result["data"]![field]!["row"]!["id"]!);
        }

        throw new IOException("The stream is cut off.");
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace SampleService.Tests;

/// <summary>A subscription as a client of the service sees it.</summary>
internal sealed class GraphStream : IDisposable
{
    private readonly HttpResponseMessage _response;

    private GraphStream(HttpResponseMessage response) => _response = response;

    /// <summary>Subscribes; returned from once what happens is heard.</summary>
    public static async Task<GraphStream> OpenAsync(HttpClient client, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // Its text has no end yet.
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return new GraphStream(response);
    }

    /// <summary>What is told until the stream ends, and the error by which it ends.</summary>
    public async Task<(List<JsonNode> Told, JsonNode? End)> RestAsync()
    {
        await using var body = await _response.Content.ReadAsStreamAsync();
        List<JsonNode> told = [];
        JsonNode? end = null;
        await foreach (var item in SseParser.Create(body).EnumerateAsync())
        {
            if (item.EventType == "complete")
                return (told, end);
            var result = JsonNode.Parse(item.Data)!;
            Assert.That(end, Is.Null, $"after its end comes {result}");
            if (result["errors"]?[0] is { } error)
                end = error;
            else
                told.Add(result["data"]!);
        }

        throw new AssertionException("The stream has no end.");
    }

    public void Dispose() => _response.Dispose();
}

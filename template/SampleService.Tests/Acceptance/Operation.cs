using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SampleService.Tests.Acceptance;

/// <summary>An operation as scenarios call it.</summary>
/// <param name="Name">Its operationId in the OpenAPI document.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with parameters in braces.</param>
/// <param name="Status">Status of its success.</param>
/// <param name="Answer">What a success carries.</param>
/// <param name="IsConditional">Whether it asks for an If-Match header.</param>
internal sealed record Operation(string Name, string Method, string Path, int Status, Answer Answer, bool IsConditional = false)
{
    /// <summary>
    /// What would come back if nobody had written the operation: a success that looks real, asks nobody and keeps nothing. It gives back
    /// what it was sent, so that a scenario has to look again to see a difference.
    /// </summary>
    public HttpResponseMessage DoNothing(JsonObject path, JsonNode? body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status);
        response.Headers.TryAddWithoutValidation("ETag", "\"1\"");
        JsonNode? content = Answer switch
        {
            Answer.Nothing => null,
            Answer.Page => new JsonObject { ["items"] = new JsonArray(), ["nextCursor"] = null },
            Answer.Tokens => new JsonObject
            {
                ["accessToken"] = "nothing",
                ["refreshToken"] = "nothing",
                ["expiresIn"] = 60,
                ["tokenType"] = "Bearer",
            },
            _ => Echo(path, body),
        };
        if (content is not null)
            response.Content = new StringContent(content.ToJsonString(), Encoding.UTF8, "application/json");
        return response;
    }

    private static JsonObject Echo(JsonObject path, JsonNode? body)
    {
        var echo = (body as JsonObject)?.DeepClone().AsObject() ?? [];
        echo["id"] = path.Select(static part => part.Value?.ToString()).FirstOrDefault() ?? Guid.CreateVersion7().ToString();
        return echo;
    }
}

/// <summary>What the success of an operation carries.</summary>
internal enum Answer
{
    /// <summary>No body.</summary>
    Nothing,

    /// <summary>One object.</summary>
    Object,

    /// <summary>A page of rows.</summary>
    Page,

    /// <summary>Tokens of a session.</summary>
    Tokens,
}

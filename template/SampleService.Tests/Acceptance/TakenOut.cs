using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace SampleService.Tests.Acceptance;

/// <summary>
/// Takes the handler of an operation out of the service that is under test: in its place stands one that asks nobody, keeps nothing and
/// answers as if it had done its work. It gives back what it was sent, so that a scenario has to look again to see a difference.
/// </summary>
internal sealed class TakenOut(Operation operation) : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>Takes out the operation of a name; null when no scenario calls one of that name.</summary>
    public static TakenOut? Of(string? name) =>
        typeof(Operations)
            .GetFields()
            .Select(static field => field.GetValue(null))
            .OfType<Operation>()
            .Where(operation => operation.Name == name)
            .Select(static operation => new TakenOut(operation))
            .FirstOrDefault();

    // After the policies that choose by method and by type of content.
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsIt);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && IsIt(candidates[i].Endpoint))
                candidates.ReplaceEndpoint(
                    i,
                    new Endpoint(DoNothingAsync, new EndpointMetadataCollection(new AllowAnonymousAttribute()), operation.Name),
                    candidates[i].Values
                );
        }

        return Task.CompletedTask;
    }

    private bool IsIt(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == operation.Name;

    private async Task DoNothingAsync(HttpContext http)
    {
        http.Response.StatusCode = operation.Status;
        http.Response.Headers.ETag = "\"1\"";
        JsonObject? content = operation.Answer switch
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
            _ => await EchoAsync(http),
        };
        if (content is not null)
            await http.Response.WriteAsJsonAsync(content);
    }

    private static async Task<JsonObject> EchoAsync(HttpContext http)
    {
        var echo = new JsonObject();
        try
        {
            echo = await JsonNode.ParseAsync(http.Request.Body) as JsonObject ?? echo;
        }
        catch (JsonException)
        {
            // There was no body, or another.
        }

        echo["id"] = http.Request.RouteValues.Values.FirstOrDefault()?.ToString() ?? Guid.CreateVersion7().ToString();
        return echo;
    }
}

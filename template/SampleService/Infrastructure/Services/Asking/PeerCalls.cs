using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Polly;

namespace SampleService.Infrastructure;

/// <summary>
/// Asks other services in the caller's name: with the caller's token, so that they decide themselves what he may see, and with what is
/// left of the caller's time. Nothing is ever changed that way. One for a request.
/// </summary>
internal sealed class PeerCalls(IHttpContextAccessor context, IOptions<JsonOptions> json)
{
    private const int Least = 20;
    private static readonly string[] s_handedOn = ["Authorization", "X-Request-Id"];
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(5);

    // Whoever answers more than was asked for is not wrong.
    private readonly JsonSerializerOptions _json = new(json.Value.SerializerOptions)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Reads something that another service has.</summary>
    /// <param name="client">Sends it there.</param>
    /// <param name="service">The service, for messages.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="name">The value of the request that says what is asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Asked<TAnswer>> GetAsync<TAnswer>(
        HttpClient client,
        string service,
        string path,
        string name,
        CancellationToken cancellationToken
    )
        where TAnswer : class
    {
        var http = context.HttpContext!;
        var left = TimeLeft.Of(http);
        if (left.TotalMilliseconds < Least)
            return new(null, Away(http, service));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(left < s_most ? left : s_most);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var header in s_handedOn)
                if (http.Request.Headers.TryGetValue(header, out var given))
                    request.Headers.TryAddWithoutValidation(header, given.ToString());
            // Whoever has no account is counted by his address there, as well.
            if (http.Connection.RemoteIpAddress is { } address)
                request.Headers.Add("X-Forwarded-For", address.ToString());
            request.Options.Set(PeerInstances.End, Environment.TickCount64 + (long)left.TotalMilliseconds);
            using var answer = await client.SendAsync(request, end.Token);
            if (!answer.IsSuccessStatusCode)
                return new(null, Refused(http, service, name, (int)answer.StatusCode));
            await using var body = await answer.Content.ReadAsStreamAsync(end.Token);
            return await JsonSerializer.DeserializeAsync<TAnswer>(body, _json, end.Token) is { } read
                ? new(read, null)
                : new(null, Away(http, service));
        }
        catch (Exception problem)
            when (problem is HttpRequestException or ExecutionRejectedException or JsonException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return new(null, Away(http, service));
        }
    }

    private static IResult Refused(HttpContext http, string service, string name, int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound => new Validation().Add(name, "does not exist").Problem(),
            StatusCodes.Status401Unauthorized => Problems.Unauthorized(),
            StatusCodes.Status403Forbidden => Problems.Forbidden(),
            _ => Away(http, service),
        };

    private static IResult Away(HttpContext http, string service)
    {
        http.Response.Headers.RetryAfter = "5";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, $"The service {service} can't be asked at the moment.");
    }
}

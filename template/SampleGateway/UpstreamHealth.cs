namespace SampleGateway;

/// <summary>How the services are. The gateway is ready as long as one of them is: what that one offers can be called.</summary>
internal sealed class UpstreamHealth(IHttpClientFactory clients, IConfiguration configuration)
{
    /// <summary>Name of the client that asks them.</summary>
    public const string Client = "health";

    /// <summary>Asks all of them at once.</summary>
    public async Task<IResult> AnswerAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Upstreams.All.Select(upstream => AskAsync(upstream, cancellationToken)));
        var ready = answers.Count(static answer => answer.Status != "Unhealthy");
        var status =
            ready == 0 ? "Unhealthy"
            : Array.TrueForAll(answers, static answer => answer.Status == "Healthy") ? "Healthy"
            : "Degraded";
        return Results.Json(
            new { status, services = answers.ToDictionary(static answer => answer.Name, static answer => answer.Status) },
            statusCode: ready == 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK
        );
    }

    // A service is as well as all its instances, and there as long as one is.
    private async Task<(string Name, string Status)> AskAsync(Upstream upstream, CancellationToken cancellationToken)
    {
        var said = await Task.WhenAll(upstream.At(configuration).Select(address => AskAsync(address, cancellationToken)));
        return (
            upstream.Name,
            Array.TrueForAll(said, static status => status == "Unhealthy") ? "Unhealthy"
            : Array.TrueForAll(said, static status => status == "Healthy") ? "Healthy"
            : "Degraded"
        );
    }

    private async Task<string> AskAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.GetAsync(new Uri(new Uri(address), "/health/ready"), cancellationToken);
            var said = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode && said is "Healthy" or "Degraded" ? said : "Unhealthy";
        }
        catch (Exception problem)
            when (problem is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return "Unhealthy";
        }
    }
}

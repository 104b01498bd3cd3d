namespace SampleGateway;

/// <summary>What the container's health check runs: the image has no curl, so the gateway asks itself.</summary>
internal static class HealthProbe
{
    /// <summary>The argument that asks for it.</summary>
    public const string Argument = "--healthcheck";

    /// <summary>0 when the gateway on this machine says that it lives, else 1.</summary>
    public static async Task<int> RunAsync()
    {
        var port = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS")?.Split(';')[0];
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var response = await client.GetAsync($"http://127.0.0.1:{port}/health/live");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }
}

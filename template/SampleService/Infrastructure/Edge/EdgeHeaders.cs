using System.Globalization;

namespace SampleService.Infrastructure;

/// <summary>What public answers say of themselves to the caches before the service.</summary>
internal sealed class EdgeHeaders(IConfiguration configuration)
{
    private const int LongestStale = 60;

    // Where browsers of other origins may call, an answer names the origin, or none.
    private readonly bool _variesByOrigin = configuration.GetSection("Cors:Origins").GetChildren().Any();

    /// <summary>Says who may keep an answer, for how long and under which keys.</summary>
    /// <param name="response">The answer; a success.</param>
    /// <param name="keys">What it is known by.</param>
    /// <param name="seconds">How long shared caches keep it. Browsers ask again each time: nobody could have them forget.</param>
    public void Write(HttpResponse response, string[] keys, int seconds)
    {
        var headers = response.Headers;
        headers.CacheControl = string.Create(
            CultureInfo.InvariantCulture,
            $"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={Math.Min(seconds, LongestStale)}"
        );
        headers[EdgeKeys.Header] = string.Join(' ', keys);
        if (_variesByOrigin && !headers.Vary.Contains("Origin"))
            headers.Append("Vary", "Origin");
    }
}

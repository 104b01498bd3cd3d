using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Timeout;

namespace BackendAgents.Models.Resilience;

/// <summary>Which outcomes are worth another attempt, and when.</summary>
internal static class TransientReply
{
    /// <summary>True for what may go away by itself.</summary>
    public static bool Is(Outcome<HttpResponseMessage> outcome) =>
        outcome switch
        {
            { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
            { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
            { Result: { } response } => Is(response),
            _ => false,
        };

    public static bool Is(HttpResponseMessage response) =>
        (int)response.StatusCode switch
        {
            501 or 505 => false,
            408 or >= 500 => true,
            429 => !OutOfQuota(response),
            _ => false,
        };

    /// <summary>What the service asks to wait, or null. Azure and OpenAI also say it in milliseconds.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider clock)
    {
        if (response is null)
            return null;
        if (
            response.Headers.TryGetValues("retry-after-ms", out IEnumerable<string>? values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out double ms)
            && ms is >= 0 and < 1e9
        )
            return TimeSpan.FromMilliseconds(ms);

        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    public static string Describe(Outcome<HttpResponseMessage> outcome) =>
        outcome switch
        {
            { Result: { } response } => $"HTTP {(int)response.StatusCode}",
            { Exception: TimeoutRejectedException } => "no reply in time",
            { Exception: HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } error } =>
                error.HttpRequestError.ToString(),
            { Exception: { } error } => error.GetType().Name,
            _ => "unknown",
        };

    // An account without credit answers 429 too; waiting does not help it. Error bodies are buffered already.
    private static bool OutOfQuota(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.TooManyRequests || response.Content.Headers.ContentLength is null or > 65536)
            return false;
        using StreamReader reader = new(response.Content.ReadAsStream(), leaveOpen: true);
        string body = reader.ReadToEnd();
        response.Content.ReadAsStream().Position = 0;
        return body.Contains("insufficient_quota", StringComparison.Ordinal);
    }
}

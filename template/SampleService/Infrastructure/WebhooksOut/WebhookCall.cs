using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>A call that tells of an event, signed as standardwebhooks.com says.</summary>
internal static class WebhookCall
{
    /// <summary>The call.</summary>
    /// <param name="address">Who is told.</param>
    /// <param name="told">Of what.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="secrets">The bytes of the secrets that sign it, each for itself.</param>
    public static HttpRequestMessage Of(Uri address, EventEnvelope told, DateTimeOffset now, params byte[][] secrets)
    {
        var (id, timestamp) = (told.Id.ToString(), now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var body = told.ToBytes();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        var signatures = secrets.Select(secret => WebhookSignature.Of(secret, id, timestamp, body));
        request.Headers.Add("webhook-signature", string.Join(' ', signatures));
        return request;
    }

    /// <summary>Eight characters that stand for a text of any length, the same for good.</summary>
    public static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}

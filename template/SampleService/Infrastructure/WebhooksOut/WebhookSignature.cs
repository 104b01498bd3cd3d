using System.Security.Cryptography;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>Signs what is told, as standardwebhooks.com says.</summary>
internal static class WebhookSignature
{
    private const string Mark = "whsec_";

    /// <summary>The signature of a call, as its header carries it.</summary>
    /// <param name="secret">The secret: whsec_ and Base64, or any text.</param>
    /// <param name="id">Names the event.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Bytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static byte[] Bytes(string secret)
    {
        var bytes = new byte[secret.Length];
        return
            secret.StartsWith(Mark, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Mark.Length..], bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}

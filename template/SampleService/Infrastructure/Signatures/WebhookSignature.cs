using System.Security.Cryptography;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>The signature of calls between systems, as standardwebhooks.com says.</summary>
internal static class WebhookSignature
{
    private const string Mark = "whsec_";

    /// <summary>The signature of a call, as its header carries it.</summary>
    /// <param name="key">The bytes of the secret.</param>
    /// <param name="id">Names the event.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    /// <summary>The bytes of a secret: whsec_ and Base64, or any text.</summary>
    public static byte[] Key(string secret)
    {
        var bytes = new byte[secret.Length];
        return
            secret.StartsWith(Mark, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Mark.Length..], bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}

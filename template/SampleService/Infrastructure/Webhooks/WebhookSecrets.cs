using System.Security.Cryptography;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>Secrets that other systems sign with: from the configuration, or, in development only, new ones at each start.</summary>
internal sealed class WebhookSecrets
{
    private const int LeastBytes = 24;
    private const string Mark = "whsec_";
    private readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);

    /// <summary>Takes the secrets, or refuses to start without one.</summary>
    public WebhookSecrets(IConfiguration configuration, IHostEnvironment environment, IEnumerable<string> settings)
    {
        foreach (var setting in settings)
        {
            var variable = setting.Replace(":", "__");
            var configured = configuration[setting];
            if (string.IsNullOrEmpty(configured) && !environment.IsDevelopment())
                throw new InvalidOperationException($"Nothing to know a sender by: set {variable} to the secret that it signs with.");
            var secret = string.IsNullOrEmpty(configured) ? RandomNumberGenerator.GetBytes(LeastBytes) : Bytes(configured);
            if (secret.Length < LeastBytes)
                throw new InvalidOperationException($"{variable} has {secret.Length} bytes; it needs at least {LeastBytes}.");
            _secrets[setting] = secret;
        }
    }

    /// <summary>The signature of a call, as its header carries it.</summary>
    public string Sign(string setting, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secrets[setting]);
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

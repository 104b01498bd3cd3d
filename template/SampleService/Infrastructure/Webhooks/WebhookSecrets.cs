using System.Security.Cryptography;

namespace SampleService.Infrastructure;

/// <summary>Secrets that other systems sign with: from the configuration, or, in development only, new ones at each start.</summary>
internal sealed class WebhookSecrets
{
    private const int LeastBytes = 24;
    private readonly Dictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);

    /// <summary>Takes the secrets, or refuses to start without one.</summary>
    public WebhookSecrets(IConfiguration configuration, IHostEnvironment environment, IEnumerable<string> settings)
    {
        foreach (var setting in settings)
        {
            var variable = SettingNames.Variable(setting);
            var configured = configuration[setting];
            if (string.IsNullOrEmpty(configured) && !environment.IsDevelopment())
                throw new InvalidOperationException($"Nothing to know a sender by: set {variable} to the secret that it signs with.");
            var secret = string.IsNullOrEmpty(configured) ? RandomNumberGenerator.GetBytes(LeastBytes) : WebhookSignature.Key(configured);
            if (secret.Length < LeastBytes)
                throw new InvalidOperationException($"{variable} has {secret.Length} bytes; it needs at least {LeastBytes}.");
            _secrets[setting] = secret;
        }
    }

    /// <summary>The signature of a call, as its header carries it.</summary>
    public string Sign(string setting, string id, string timestamp, ReadOnlySpan<byte> body) =>
        WebhookSignature.Of(_secrets[setting], id, timestamp, body);
}

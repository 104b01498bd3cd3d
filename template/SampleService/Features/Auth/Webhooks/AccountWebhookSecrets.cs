using System.Security.Cryptography;
using System.Text;

namespace SampleService.Features;

/// <summary>
/// The secrets of accounts' webhooks. Each is worked out from one key, the id of the webhook and how often it was changed, so that the
/// database holds none. Whoever changes the key changes them all.
/// </summary>
internal sealed class AccountWebhookSecrets
{
    /// <summary>How long the secret before the present one signs calls, too.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    private const int LeastBytes = 32;
    private readonly byte[] _key;

    public AccountWebhookSecrets(IConfiguration configuration, SigningKey signing)
    {
        var own = Encoding.UTF8.GetBytes(configuration["Webhooks:Key"] ?? "");
        if (own.Length is > 0 and < LeastBytes)
            throw new InvalidOperationException($"Webhooks__Key has {own.Length} bytes; it needs at least {LeastBytes}.");
        // A key for this alone, whatever else the signing key signs.
        _key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            own.Length > 0 ? own : signing.Key.Key,
            32,
            info: "webhooks of accounts"u8.ToArray()
        );
    }

    /// <summary>The present secret, as its owner writes it down.</summary>
    public string Text(AccountWebhook hook) => "whsec_" + Convert.ToBase64String(Bytes(hook.Id, hook.SecretVersion));

    /// <summary>The secrets that sign a call, the present one first.</summary>
    public byte[][] Signing(AccountWebhook hook, DateTimeOffset now) =>
        hook.SecretChangedAt + Overlap > now
            ? [Bytes(hook.Id, hook.SecretVersion), Bytes(hook.Id, hook.SecretVersion - 1)]
            : [Bytes(hook.Id, hook.SecretVersion)];

    private byte[] Bytes(Guid id, int version) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(null, $"{id:n}.{version}")));
}

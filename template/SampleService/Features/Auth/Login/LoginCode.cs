using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>The code that a login by a provider ends with.</summary>
internal static class LoginCode
{
    /// <summary>A new code: 256 random bits.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a code.</summary>
    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    /// <summary>What a client says at the beginning so that it can show at the end that it is the same (RFC 7636, S256).</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));

    /// <summary>
    /// Uses a code up, in the transaction of what it is used for; null where it is unknown, used, too old or somebody else's. Of two that
    /// use it at once one gets the login.
    /// </summary>
    public static async Task<PendingLogin?> UseAsync(AppDb db, string code, string verifier, CancellationToken cancellationToken)
    {
        var (hash, now) = (Hash(code), db.Now);
        var login = await db.Set<PendingLogin>().AsNoTracking().FirstOrDefaultAsync(found => found.CodeHash == hash, cancellationToken);
        var isTheirs = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Challenge(verifier)),
            Encoding.ASCII.GetBytes(login?.Challenge ?? "")
        );
        if (login is null || !isTheirs || login.ExpiresAt <= now)
            return null;
        var used = await db.Set<PendingLogin>().Where(found => found.Id == login.Id).ExecuteDeleteAsync(cancellationToken);
        return used == 1 ? login : null;
    }
}

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Features;

/// <summary>Somebody else who says who a caller is, by OpenID Connect.</summary>
/// <param name="Name">Its name in paths.</param>
/// <param name="Section">The section of its settings.</param>
/// <param name="Address">Its address, as its tokens carry it, unless the settings say another; null where they must.</param>
/// <param name="Role">The role of a new account.</param>
/// <param name="Scopes">What is asked of it.</param>
internal sealed record LoginProvider(string Name, string Section, string? Address, string Role, params string[] Scopes)
{
    // One address for all tenants of Microsoft; a token names the one that it comes from.
    private const string Shared = "https://login.microsoftonline.com/";
    private static readonly string[] s_shared = [$"{Shared}common/v2.0", $"{Shared}organizations/v2.0", $"{Shared}consumers/v2.0"];

    /// <summary>Where it sends the browser back to.</summary>
    public string CallbackPath => $"/api/v1/auth/providers/{Name}/callback";

    /// <summary>Whether tokens and metadata carry other addresses than the one that the provider is known by.</summary>
    public static bool IsShared(string address) => s_shared.Contains(address, StringComparer.Ordinal);

    /// <summary>The issuer of a token, if it is one that this address speaks for.</summary>
    /// <exception cref="SecurityTokenInvalidIssuerException">It is not.</exception>
    public static string Issuer(string address, string issuer, SecurityToken token)
    {
        var expected =
            IsShared(address) && token is JsonWebToken web && Guid.TryParse(web.GetPayloadValue<string>("tid"), out var tenant)
                ? $"{Shared}{tenant}/v2.0"
                : address;
        return issuer == expected
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token comes from somebody else.") { InvalidIssuer = issuer };
    }
}

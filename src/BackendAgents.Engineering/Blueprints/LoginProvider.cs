using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Somebody else who says who a caller is, by OpenID Connect. The client's id and secret there are settings of the deployment, never in
/// the blueprint.
/// </summary>
internal sealed partial record LoginProvider
{
    /// <summary>Kebab case, as it stands in paths: <c>google</c>, <c>microsoft</c>, <c>company-login</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its address as its tokens carry it: an https URL. Known for google, microsoft and gitlab; else a setting if null.</summary>
    public string? Issuer { get; init; }

    /// <summary>What is asked of it: <c>openid</c>, <c>email</c>, and more where the account has fields for it.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Id of the role that a new account gets: one that registering gives, the default role if null.</summary>
    public string? Role { get; init; }

    /// <summary>Most providers of a service.</summary>
    public const int Most = 10;

    /// <summary>Path that all of it begins with.</summary>
    public const string Path = Conventions.BasePath + "/auth/providers";

    /// <summary>Table of who at a provider is which account.</summary>
    public const string Identities = "account_identities";

    /// <summary>Table of logins that are on their way.</summary>
    public const string Logins = "pending_logins";

    /// <summary>Names of the operations that come with providers: the browser goes there, comes back, and links come and go.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    ["startProviderLogin", "finishProviderLogin", "linkProvider", "listProviderLinks", "unlinkProvider"];

    /// <summary>Names of the types that come with them.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "AccountIdentity",
        "PendingLogin",
        "FinishLoginRequest",
        "LoginLinkRequest",
        "LoginLinkResponse",
        "LoginLinkList",
        "LoginProvider",
        "LoginProviderList",
        "LoginCode",
        "LoginSeal",
        "LoginProviderEvents",
        "LoginProviderLog",
    ];

    /// <summary>Routes that come with them; the last is where providers send the browser back to.</summary>
    public static IReadOnlyList<string> Routes { get; } =
    [
        $"GET {Path}/{{}}/start",
        $"POST {Path}/exchange",
        $"POST {Path}/links",
        $"GET {Path}/links",
        $"DELETE {Path}/links/{{}}",
        $"GET {Path}/{{}}/callback",
    ];

    /// <summary>Whether accounts of a service log in by any.</summary>
    public static bool AreUsed(Blueprint blueprint) => blueprint.Authentication is { Kind: AuthenticationKind.Jwt, Providers.Count: > 0 };

    /// <summary>The address that it is known by: the one said, or that of its name; null where the deployment says it.</summary>
    public string? Address => Issuer ?? WellKnown.GetValueOrDefault(Name);

    /// <summary>The section of its settings: <c>Auth:Providers:Google</c>.</summary>
    public string Section => "Auth:Providers:" + Conventions.Pascal(Name);

    /// <summary>Providers whose address is the same for everybody. Microsoft's stands for all its tenants.</summary>
    public static IReadOnlyDictionary<string, string> WellKnown { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["google"] = "https://accounts.google.com",
            ["microsoft"] = "https://login.microsoftonline.com/common/v2.0",
            ["gitlab"] = "https://gitlab.com",
        };

    /// <summary>Whether a text is an address that tokens can come from.</summary>
    public static bool IsIssuer(string text) =>
        text.Length <= 200
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address is { UserInfo: "", Query: "", Fragment: "" }
        && !text.Any(static sign => char.IsWhiteSpace(sign) || char.IsControl(sign));

    /// <summary>Whether a text is one scope (RFC 6749, 3.3).</summary>
    public static bool IsScope(string text) => ScopeShape().IsMatch(text);

    [GeneratedRegex(@"\A[\x21\x23-\x5B\x5D-\x7E]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ScopeShape();
}

using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>How callers prove who they are.</summary>
public sealed record Authentication
{
    /// <summary>The scheme in use.</summary>
    public AuthenticationKind Kind { get; init; } = AuthenticationKind.None;

    /// <summary>Id of the entity whose rows can log in. Required unless <see cref="Kind"/> is none.</summary>
    /// <remarks>That entity gets two system columns besides its fields: <c>password_hash</c> and <c>role</c>.</remarks>
    public string? Account { get; init; }

    /// <summary>Id of the account's unique field that identifies it at login, usually the e-mail address.</summary>
    public string? Login { get; init; }

    /// <summary>Id of the role that a registration receives when it asks for none.</summary>
    public string? DefaultRole { get; init; }

    /// <summary>Lifetime of an access token in minutes, 1 to 60.</summary>
    public int AccessTokenMinutes { get; init; } = 15;

    /// <summary>Lifetime of a refresh token in days, 1 to 90. Each use replaces the token.</summary>
    public int RefreshTokenDays { get; init; } = 14;

    /// <summary>Least length of a password in characters, 8 to 128 (OWASP ASVS 5.0, 6.2.1).</summary>
    public int MinPasswordLength { get; init; } = 12;

    /// <summary>
    /// Whether access tokens end with their session: a logout is felt at once instead of when the token expires, and accounts can log out
    /// everywhere.
    /// </summary>
    [JsonInclude]
    internal bool Revocable { get; init; }

    /// <summary>Paths of registration, login and the like, where others than the usual ones are wanted.</summary>
    [JsonInclude]
    internal AuthenticationRoutes? Routes { get; init; }

    /// <summary>Keys by which programs call in the name of an account; null when there are none.</summary>
    [JsonInclude]
    internal ApiKeys? ApiKeys { get; init; }

    /// <summary>Others by whom accounts log in, with OpenID Connect, beside their passwords.</summary>
    [JsonInclude]
    internal IReadOnlyList<LoginProvider> Providers { get; init; } = [];
}

/// <summary>The authentication schemes that a service can use.</summary>
public enum AuthenticationKind
{
    /// <summary>Every operation is open to everybody.</summary>
    None,

    /// <summary>Short-lived JSON web tokens with rotating refresh tokens.</summary>
    Jwt,
}

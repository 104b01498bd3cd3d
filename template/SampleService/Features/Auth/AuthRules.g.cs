// Generated from backend.yaml: lifetimes and lengths. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

/// <summary>What the blueprint says about passwords and tokens.</summary>
internal static class AuthRules
{
    /// <summary>Minutes that an access token is valid.</summary>
    public const int AccessTokenMinutes = 15;

    /// <summary>Days that a refresh token is valid.</summary>
    public const int RefreshTokenDays = 14;

    /// <summary>Characters that a password has at least.</summary>
    public const int MinPasswordLength = 12;
}

using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Who logs in.</summary>
public sealed record LoginRequest
{
    /// <summary>What identifies the account.</summary>
    [Required]
    public string? LoginName { get; init; }

    /// <summary>The password.</summary>
    [Required]
    public string? Password { get; init; }
}

/// <summary>A refresh token to use or to end.</summary>
public sealed record RefreshRequest
{
    /// <summary>The token.</summary>
    [Required]
    public string? RefreshToken { get; init; }

    internal Validation Validate() => new Validation().Require("refreshToken", RefreshToken).Length("refreshToken", RefreshToken, 1, 512);
}

/// <summary>What a login answers.</summary>
public sealed record TokenResponse
{
    /// <summary>Proves who is calling; goes into the Authorization header.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Buys the next pair, once.</summary>
    public required string RefreshToken { get; init; }

    /// <summary>Seconds until the access token expires.</summary>
    public required int ExpiresIn { get; init; }

    /// <summary>How the access token is sent: Bearer.</summary>
    public required string TokenType { get; init; }
}

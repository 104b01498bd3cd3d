using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>A code of a provider's login, to link the account that is logged in.</summary>
public sealed record LoginLinkRequest
{
    /// <summary>The code that the browser came back with.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string? Code { get; init; }

    /// <summary>What the challenge was made from.</summary>
    [Required, StringLength(128, MinimumLength = 43)]
    public string? Verifier { get; init; }

    internal Validation Validate() => Validate(Code, Verifier);

    internal static Validation Validate(string? code, string? verifier) =>
        new Validation()
            .Require("code", code)
            .Length("code", code, 1, 200)
            .Require("verifier", verifier)
            .Length("verifier", verifier, 43, 128);
}

/// <summary>A provider that the account is linked to.</summary>
public sealed record LoginLinkResponse
{
    /// <summary>The provider.</summary>
    public required string Provider { get; init; }

    /// <summary>When it was linked, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal static LoginLinkResponse Of(AccountIdentity identity) =>
        new() { Provider = identity.Provider, CreatedAt = identity.CreatedAt };
}

/// <summary>The providers that an account is linked to.</summary>
public sealed record LoginLinkList
{
    /// <summary>The links, oldest first.</summary>
    public required IReadOnlyList<LoginLinkResponse> Items { get; init; }
}

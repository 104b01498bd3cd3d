// Generated from backend.yaml: what finishes a login. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What finishes a login by a provider.</summary>
public sealed record FinishLoginRequest
{
    [Required, StringLength(200, MinimumLength = 1)]
    public string? Code { get; init; }

    [Required, StringLength(128, MinimumLength = 43)]
    public string? Verifier { get; init; }

    [StringLength(80, MinimumLength = 1)]
    public string? DisplayName { get; init; }

    /// <summary>Role of a new account; the provider's usual one when left out.</summary>
    [AllowedValues("member")]
    public string? Role { get; init; }

    internal Validation Validate() => LoginLinkRequest.Validate(Code, Verifier);

    /// <summary>What a new account begins with. It has no password that anybody knows.</summary>
    internal RegisterRequest Registration(PendingLogin login) => new()
    {
        LoginName = login.VerifiedEmail,
        DisplayName = DisplayName ?? login.Claim("name", 1, 80),
        Password = LoginCode.Create() + LoginCode.Create(),
        Role = Role ?? LoginProviderList.All.First(found => found.Name == login.Provider).Role,
    };
}

// Generated from backend.yaml: who gives which role. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;

namespace SampleService.Features;

internal static partial class RoleGrants
{
    private static readonly (string Role, string[] By)[] s_rules =
    [
        ("member", ["admin"]),
        ("admin", ["admin"]),
    ];

    /// <summary>The role that registering gives.</summary>
    public const string Default = "member";
}

/// <summary>The role that an account is to hold.</summary>
public sealed record RoleRequest
{
    /// <summary>Its name.</summary>
    [Required, AllowedValues("member", "admin")]
    public string? Role { get; init; }
}

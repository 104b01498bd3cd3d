// Generated from backend.yaml: the request to register. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What it takes to open an account.</summary>
public sealed record RegisterRequest
{
    [Required, StringLength(254, MinimumLength = 3)]
    public string? LoginName { get; init; }

    [Required, StringLength(80, MinimumLength = 1)]
    public string? DisplayName { get; init; }

    [Required, StringLength(128, MinimumLength = AuthRules.MinPasswordLength)]
    public string? Password { get; init; }

    /// <summary>The role asked for; the usual one when absent.</summary>
    [AllowedValues("member")]
    public string? Role { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public Validation Validate() => new Validation()
        .Require("loginName", LoginName)
        .Email("loginName", LoginName)
        .Require("displayName", DisplayName)
        .Length("displayName", DisplayName, 1, 80)
        .Require("password", Password)
        .Length("password", Password, AuthRules.MinPasswordLength, 128)
        .Holds(Role is null or "member", "role", "can't be asked for");

    internal SampleAccount ToRow()
    {
        var row = new SampleAccount();
        row.LoginName = LoginName!;
        row.DisplayName = DisplayName!;
        row.Role = Role ?? row.Role;
        return row;
    }
}

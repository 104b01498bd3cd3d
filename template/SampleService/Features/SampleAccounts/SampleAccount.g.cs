// Generated from backend.yaml: rows. Change the blueprint, not this file.
#nullable enable

using System.Globalization;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>One sample account.</summary>
public sealed class SampleAccount : Row
{
    /// <summary>The login name.</summary>
    public string LoginName { get; set; } = "";

    /// <summary>The display name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Hash of the password; never leaves the service.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>The account's role.</summary>
    public string Role { get; set; } = "member";
}

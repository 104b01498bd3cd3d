// Generated from backend.yaml: rows. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>One sample account.</summary>
public sealed class SampleAccount : Row
{
    public string LoginName { get; set; } = "";
    public string DisplayName { get; set; } = "";

    /// <summary>Never leaves the service.</summary>
    public string PasswordHash { get; set; } = "";

    public string Role { get; set; } = "member";
}

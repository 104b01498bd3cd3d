// Generated from backend.yaml: the providers. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

/// <summary>Who may say who a caller is.</summary>
internal static class LoginProviderList
{
    /// <summary>The providers.</summary>
    public static IReadOnlyList<LoginProvider> All { get; } =
    [
        new("google", "Auth:Providers:Google", "https://accounts.google.com", "member", "openid", "profile", "email"),
    ];

    /// <summary>What is kept of what they tell, because accounts have fields for it.</summary>
    public static IReadOnlyList<string> Claims { get; } = ["name"];
}

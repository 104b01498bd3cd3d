// Generated from backend.yaml: the first administrator. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

internal static partial class FirstAdmin
{
    private static SampleAccount NewAccount(string login) => new()
    {
        LoginName = login,
        DisplayName = "Administrator"[..Math.Min(13, 80)],
        Role = "admin",
    };
}

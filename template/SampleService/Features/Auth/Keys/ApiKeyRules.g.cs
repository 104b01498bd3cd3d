// Generated from backend.yaml: bounds of API keys, and what they open. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

/// <summary>What the blueprint says about API keys.</summary>
internal static class ApiKeyRules
{
    /// <summary>The header that carries a key.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>Most keys of an account that are not revoked.</summary>
    public const int MaxPerAccount = 5;

    /// <summary>Most days that a key is valid; null for no end.</summary>
    public static int? MaxDays => null;

    /// <summary>Operations that take keys.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    [
        "getSampleNote",
        "listSampleNotes",
    ];
}

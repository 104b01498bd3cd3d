// Generated from backend.yaml: services that this one asks. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Infrastructure;

/// <summary>The services that this one asks.</summary>
internal static partial class Peers
{
    private static readonly Dictionary<string, int> s_ports = new(StringComparer.Ordinal)
    {
        ["accounts"] = 8081,
        ["other"] = 8082,
    };
}

using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Offline.Chat;

/// <summary>A finding as views and plugin functions tell of it.</summary>
internal sealed record OfflineFinding
{
    public required string Key { get; init; }

    public required string Rule { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Where it is: <c>path:line#element</c>.</summary>
    public required string Location { get; init; }

    public required string Message { get; init; }

    public string Remedy { get; init; } = "";

    public bool Fixable { get; init; }
}

using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Offline.Chat;

/// <summary>What the coordinator asks for, as far as the offline client needs to know.</summary>
internal sealed record OfflineTask
{
    public required OfflineTaskKind Kind { get; init; }

    public IReadOnlyList<Area> Areas { get; init; } = [];
}

/// <summary>Kinds of task.</summary>
internal enum OfflineTaskKind
{
    Design,
    Revise,
    Review,
}

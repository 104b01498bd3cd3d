using BackendAgents.Coordination.Journal;

namespace BackendAgents.Coordination.Turns;

/// <summary>The run and its record part in a way that cannot be got round.</summary>
internal sealed class DivergenceException(Divergence divergence)
    : Exception(
        $"The run and its journal differ at {divergence.Turn ?? "the state"}: {divergence.What} is "
            + $"'{Cut(divergence.Recorded)}' on record and '{Cut(divergence.Actual)}' now."
    )
{
    public Divergence Divergence { get; } = divergence;

    private static string Cut(string text) => text.Length > 200 ? text[..200] + "…" : text;
}

using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination;

/// <summary>
/// What code inside a turn can know of it: a tool finds the run's own project here, so that one agent can serve any number of runs,
/// and a key that makes an outside effect idempotent.
/// </summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="Turn">Id of the task.</param>
/// <param name="Member">Who has the turn.</param>
/// <param name="Project">The work in progress of the run.</param>
public sealed record TurnContext(string RunId, string Turn, string Member, BackendProject Project)
{
    private static readonly AsyncLocal<TurnContext?> s_flow = new();

    /// <summary>The turn that this code runs in; null outside of a run.</summary>
    public static TurnContext? Current
    {
        get => s_flow.Value;
        internal set => s_flow.Value = value;
    }

    /// <summary>
    /// Inside a tool call of a kernel agent: the same whenever this call is made again after a kill, and of no other call.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

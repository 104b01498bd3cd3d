namespace BackendAgents.Coordination.Turns;

/// <summary>What a tool can know about the call it serves, for example to make an outside effect idempotent.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="Turn">Id of the task.</param>
/// <param name="Member">Who calls.</param>
/// <param name="IdempotencyKey">The same whenever this call is made again after a kill, and of no other call.</param>
public sealed record EffectContext(string RunId, string Turn, string Member, string IdempotencyKey)
{
    private static readonly AsyncLocal<EffectContext?> Flow = new();

    /// <summary>The call that this code runs in; null outside of a run.</summary>
    public static EffectContext? Current
    {
        get => Flow.Value;
        internal set => Flow.Value = value;
    }
}

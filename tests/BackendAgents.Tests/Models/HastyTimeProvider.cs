namespace BackendAgents.Tests.Models;

/// <summary>A clock whose timers go off a hundred times earlier than asked, for pauses that a test must not sit through.</summary>
public sealed class HastyTimeProvider(double factor = 100) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            callback,
            state,
            dueTime > TimeSpan.Zero ? dueTime / factor : dueTime,
            period > TimeSpan.Zero ? period / factor : period
        );
}

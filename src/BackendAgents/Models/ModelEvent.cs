namespace BackendAgents.Models;

/// <summary>What the resilience around a model service did.</summary>
public enum ModelEventKind
{
    /// <summary>A request failed and is sent again after <see cref="ModelEvent.Delay"/>.</summary>
    Retry,

    /// <summary>One attempt, or the whole call, took too long.</summary>
    Timeout,

    /// <summary>Another service takes over the request.</summary>
    Fallback,

    /// <summary>The service failed too often and is left alone for a while.</summary>
    CircuitOpened,

    /// <summary>The service works again.</summary>
    CircuitClosed,
}

/// <summary>One act of the resilience around a model service.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="ServiceId">The service that it was done to.</param>
/// <param name="Reason">Why, in a few words; never a key or a prompt.</param>
public sealed record ModelEvent(ModelEventKind Kind, string ServiceId, string Reason)
{
    /// <summary>For a retry: the attempt that failed, from 1. Otherwise 0.</summary>
    public int Attempt { get; init; }

    /// <summary>For a retry the pause before it, for an opened circuit how long it stays open. Otherwise zero.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For a fallback: the service that takes over. Otherwise null.</summary>
    public string? TakenOverBy { get; init; }
}

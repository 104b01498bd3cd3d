namespace BackendAgents.Models.Resilience;

/// <summary>Carries a failed attempt through the pipeline, with the word whether another one would repeat functions.</summary>
internal sealed class ChatAttemptException(bool mayGoOn, ModelCallException cause) : Exception(cause.Message, cause)
{
    public ModelCallException Cause { get; } = cause;

    /// <summary>True when the failure may go away by itself and another attempt repeats no function.</summary>
    public bool Transient =>
        mayGoOn && Cause.Failure is (ModelFailure.RateLimited or ModelFailure.Unavailable or ModelFailure.Timeout or ModelFailure.BadReply);
}

namespace BackendAgents.Models;

/// <summary>
/// A call of a model failed for good: retries and fallbacks, where configured, are used up. Never carries a key or a prompt.
/// </summary>
internal sealed class ModelCallException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="serviceId">The chat service's id; null for the kernel's default.</param>
    /// <param name="message">What happened and what to do about it.</param>
    /// <param name="statusCode">The HTTP status, where there was one.</param>
    /// <param name="innerException">The cause.</param>
    internal ModelCallException(
        ModelFailure failure,
        string? serviceId,
        string message,
        int? statusCode = null,
        Exception? innerException = null
    )
        : base(message, innerException)
    {
        Failure = failure;
        ServiceId = serviceId;
        StatusCode = statusCode;
    }

    /// <summary>The kind of failure.</summary>
    internal ModelFailure Failure { get; }

    /// <summary>The chat service's id; null for the kernel's default.</summary>
    public string? ServiceId { get; }

    /// <summary>The HTTP status, where there was one.</summary>
    public int? StatusCode { get; }
}

namespace BackendAgents.Models;

/// <summary>The kinds of failure that a call of a model ends in.</summary>
internal enum ModelFailure
{
    /// <summary>No chat service of that id is in the kernel, or its configuration is incomplete.</summary>
    NotConfigured,

    /// <summary>The service refused the key or the account (401, 403).</summary>
    Unauthorized,

    /// <summary>The service asked for fewer requests or tokens (429) longer than the retries lasted.</summary>
    RateLimited,

    /// <summary>The service refused the request as such (other 4xx), for example because the conversation is too long.</summary>
    BadRequest,

    /// <summary>The service failed (5xx) or could not be reached.</summary>
    Unavailable,

    /// <summary>The service did not answer within the time allowed.</summary>
    Timeout,

    /// <summary>The circuit is open: the service failed so often lately that it was not asked.</summary>
    CircuitOpen,

    /// <summary>Too many calls are already waiting for the service.</summary>
    Overloaded,

    /// <summary>The reply was cut off in transit, too large, or not of the expected form.</summary>
    BadReply,

    /// <summary>Something else in the call threw; the inner exception says what.</summary>
    Unknown,
}

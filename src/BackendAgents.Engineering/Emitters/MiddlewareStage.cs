namespace BackendAgents.Engineering.Emitters;

/// <summary>Where a middleware stands in the way of a request, outermost first.</summary>
public enum MiddlewareStage
{
    /// <summary>Turns exceptions and bare statuses into problems.</summary>
    Errors,

    /// <summary>Headers for browsers, HTTPS, CORS.</summary>
    Security,

    /// <summary>Says who calls.</summary>
    Authentication,

    /// <summary>Rate limits and time limits, which may depend on who calls.</summary>
    Limits,

    /// <summary>Answers from copies.</summary>
    Caching,
}

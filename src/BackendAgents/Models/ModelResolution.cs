namespace BackendAgents.Models;

/// <summary>Which service stands for what an agent calls its model, and why.</summary>
/// <param name="Requested">What the agent asked for; null when it asked for nothing.</param>
/// <param name="ServiceId">The chat service's id; null when nothing is configured and the kernel's own default is used.</param>
/// <param name="Model">The model's id at the service; null when that is unknown.</param>
/// <param name="IsFallback">True when nothing was configured for the request and the default stands in.</param>
/// <param name="Reason">One sentence for a log or a table.</param>
internal sealed record ModelResolution(string? Requested, string? ServiceId, string? Model, bool IsFallback, string Reason);

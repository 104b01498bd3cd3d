namespace BackendAgents.Models;

/// <summary>What the offline model is called in the registry, in traces and in metrics. It is not a language model.</summary>
internal static class OfflineModel
{
    public const string Name = "offline";

    public const string Provider = "backend_agents";
}

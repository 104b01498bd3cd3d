using BackendAgents.Engineering.Capabilities;
using BackendAgents.Models;

namespace BackendAgents;

/// <summary>What a host may set. Read and checked once at start.</summary>
public sealed class BackendAgentsOptions
{
    /// <summary>The name that the options have in a configuration file by custom.</summary>
    public const string Section = "BackendAgents";

    /// <summary>Capabilities of the host's own, beside those that come with the library.</summary>
    public IList<ICapability> Capabilities { get; } = [];

    /// <summary>The models that agents may use.</summary>
    public ModelOptions Models { get; } = new();
}

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

    /// <summary>
    /// Whether verifiers may compile, start and test a delivery in which an agent wrote code. Such code was held against a list of what it
    /// may use, but it runs with the rights of this process's user. Off by default: such a delivery is then not verified, and the run says
    /// so.
    /// </summary>
    public bool RunWrittenCode { get; set; }

    /// <summary>The models that agents may use.</summary>
    public ModelOptions Models { get; } = new();
}

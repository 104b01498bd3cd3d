using BackendAgents.Cli.Commands;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Cli.Mcp;

/// <summary>What one client works on: a project in memory, and the folder that it is delivered to.</summary>
/// <param name="Folder">The folder; null when none was named.</param>
/// <param name="IntoExisting">Whether it may hold files of others.</param>
/// <param name="RunWrittenCode">Whether verifying may run code that an agent wrote.</param>
internal sealed record McpDelivery(string? Folder, bool IntoExisting, bool RunWrittenCode = false)
{
    /// <summary>The work in progress.</summary>
    public BackendProject Project { get; } = new(released: Delivery.Released(Folder));
}

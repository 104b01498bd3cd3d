using BackendAgents.Definitions;

namespace BackendAgents.Cli.Commands;

/// <summary>Files and folders with definitions of agents, as a command line names them.</summary>
internal static class DefinitionPaths
{
    /// <summary>The definitions of a file, or of a folder and below.</summary>
    /// <exception cref="CliInputException">There is no such file or folder.</exception>
    public static IReadOnlyList<AgentDefinitionResult> Load(string path) =>
        Directory.Exists(path) ? AgentDefinitionLoader.LoadFolder(path)
        : File.Exists(path) ? [AgentDefinitionLoader.LoadFile(path)]
        : throw new CliInputException($"There is no file or folder '{path}'.", "Name a definition (.md), or a folder with definitions.");
}

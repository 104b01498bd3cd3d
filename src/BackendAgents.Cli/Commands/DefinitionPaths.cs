using BackendAgents.Definitions;

namespace BackendAgents.Cli.Commands;

/// <summary>Files and folders with definitions of agents, as a command line names them.</summary>
internal static class DefinitionPaths
{
    /// <summary>The paths of a file, or of the definitions in a folder and below.</summary>
    /// <exception cref="CliInputException">There is no such file or folder.</exception>
    public static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? AgentDefinitionLoader.FilesOf(path)
        : File.Exists(path) ? [path]
        : throw new CliInputException(
            $"There is no file or folder '{path}'.",
            "Name a definition (.md, .yaml), or a folder with definitions."
        );

    /// <summary>The definitions of a file, or of a folder and below.</summary>
    /// <exception cref="CliInputException">There is no such file or folder.</exception>
    public static IReadOnlyList<AgentDefinitionResult> Load(string path) => [.. Files(path).Select(AgentDefinitionLoader.LoadFile)];
}

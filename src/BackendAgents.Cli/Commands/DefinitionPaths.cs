using BackendAgents.Definitions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary>Files and folders with definitions of agents, as a command line names them.</summary>
internal static class DefinitionPaths
{
    /// <summary>The definition of a file, whatever it holds, or those of a folder and below.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="leftOut">Takes what is said of each file of a folder that is no agent.</param>
    /// <exception cref="CliInputException">There is no such file or folder.</exception>
    public static IReadOnlyList<AgentDefinitionResult> Load(string path, List<Diagnostic> leftOut)
    {
        if (!Directory.Exists(path))
            return File.Exists(path)
                ? [AgentDefinitionLoader.LoadFile(path)]
                : throw new CliInputException(
                    $"There is no file or folder '{path}'.",
                    "Name a definition (.md, .yaml), or a folder with definitions."
                );
        var read = AgentDefinitionLoader.LoadFolder(path, out var others);
        leftOut.AddRange(others);
        return read;
    }
}

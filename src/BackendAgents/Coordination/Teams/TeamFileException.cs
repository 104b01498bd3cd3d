using BackendAgents.Definitions;

namespace BackendAgents.Coordination.Teams;

/// <summary>A team file cannot be used.</summary>
/// <param name="file">Which.</param>
/// <param name="line">Where, from 1; null when it is about the whole.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class TeamFileException(string file, int? line, string problem, string remedy)
    : AgentDefinitionException(line is { } at ? $"{file}:{at}" : file, problem, remedy)
{
    /// <summary>The line, from 1; null when it is about the whole.</summary>
    public int? Line { get; } = line;
}

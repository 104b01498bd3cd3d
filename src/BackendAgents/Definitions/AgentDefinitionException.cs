namespace BackendAgents.Definitions;

/// <summary>A definition, or a team's file, can't be used where it was put.</summary>
/// <param name="file">Which file, with the line where one is meant.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
public class AgentDefinitionException(string file, string problem, string remedy) : Exception($"{file}: {problem} {remedy}")
{
    /// <summary>Which file, with the line where one is meant.</summary>
    public string File { get; } = file;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}

namespace BackendAgents.Definitions;

/// <summary>A definition can't be used where it was put.</summary>
/// <param name="file">Which definition.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class AgentDefinitionException(string file, string problem, string remedy) : Exception($"{file}: {problem} {remedy}")
{
    /// <summary>Which definition.</summary>
    public string File { get; } = file;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}

namespace BackendAgents.Cli;

/// <summary>What the caller gave can't be used; ends the command with <see cref="ExitCode.BadInput"/>.</summary>
internal sealed class CliInputException(string message, string remedy) : Exception(message)
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}

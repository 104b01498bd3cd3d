namespace BackendAgents.Cli;

/// <summary>The streams that a command uses.</summary>
/// <param name="Out">What the caller asked for.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="In">Where a brief, or a person's answer, may come from.</param>
internal sealed record CliIo(TextWriter Out, TextWriter Error, TextReader In)
{
    /// <summary>The streams of the process.</summary>
    public static CliIo Process { get; } =
        new(Console.Out, Console.Error, Console.In)
        {
            IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
            Program = ProgramName.Of(Environment.ProcessPath, AppContext.BaseDirectory, Environment.CurrentDirectory),
        };

    /// <summary>Whether a person sits at a terminal, reads what is written and can answer.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>How this program is called, for commands that a person pastes.</summary>
    public string Program { get; init; } = ProgramName.Installed;
}

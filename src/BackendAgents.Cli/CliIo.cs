namespace BackendAgents.Cli;

/// <summary>The streams that a command uses.</summary>
/// <param name="Out">What the caller asked for.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="In">Where a brief may come from.</param>
internal sealed record CliIo(TextWriter Out, TextWriter Error, TextReader In)
{
    /// <summary>The streams of the process.</summary>
    public static CliIo Process { get; } = new(Console.Out, Console.Error, Console.In);
}

namespace BackendAgents.Cli.Output;

/// <summary>How much a run tells while it works.</summary>
internal enum Verbosity
{
    /// <summary>Only what it came to.</summary>
    Quiet,

    /// <summary>Who does what, what functions answered, verdicts and verifiers.</summary>
    Normal,

    /// <summary>Also replies, remedies and notes.</summary>
    Verbose,
}

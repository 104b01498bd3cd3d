namespace BackendAgents.Cli;

/// <summary>What the process answers to its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done: approved, or nothing to complain about.</summary>
    public const int Ok = 0;

    /// <summary>Findings of severity error, or a verifier failed.</summary>
    public const int Findings = 1;

    /// <summary>The command line, the brief or a file can't be used as it is.</summary>
    public const int BadInput = 2;

    /// <summary>The run stopped before it was approved: a budget, no progress, a silent reviewer.</summary>
    public const int NotApproved = 3;

    /// <summary>The run has questions that a person must answer.</summary>
    public const int NeedsInput = 4;

    /// <summary>The output folder can't be written: not empty, read-only, disk full.</summary>
    public const int Workspace = 5;

    /// <summary>Everything delivered is approved, and the brief asks for more: requirements are open or declined.</summary>
    public const int Incomplete = 6;

    /// <summary>Something broke that should not have.</summary>
    public const int Failed = 70;

    /// <summary>Cancelled by Ctrl+C, as shells write it.</summary>
    public const int Cancelled = 130;
}

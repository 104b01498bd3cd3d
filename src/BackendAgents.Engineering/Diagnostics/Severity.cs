namespace BackendAgents.Engineering.Diagnostics;

/// <summary>How much a finding matters. Errors block approval; the rest is advice.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Should be mended, does not block.</summary>
    Warning,

    /// <summary>Blocks approval.</summary>
    Error,
}

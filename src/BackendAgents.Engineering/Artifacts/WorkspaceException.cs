namespace BackendAgents.Engineering.Artifacts;

/// <summary>A file can't be read or written as asked. Nothing was half-written.</summary>
/// <param name="message">What is wrong, with the path.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="inner">What the file system said; may be null.</param>
public sealed class WorkspaceException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}

namespace BackendAgents.Coordination.Journal;

/// <summary>When a record counts as written.</summary>
internal enum JournalDurability
{
    /// <summary>
    /// Each record is handed to the operating system before the run goes on: a kill of the process loses nothing. The
    /// intent of a tool call that reaches outside, and the answers of people, are also forced to the disk. A power cut may lose the
    /// latest turns, never such a call.
    /// </summary>
    Process,

    /// <summary>Each record is forced to the disk before the run goes on: a power cut loses nothing either.</summary>
    Power,
}

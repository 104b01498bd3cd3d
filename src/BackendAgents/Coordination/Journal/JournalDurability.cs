namespace BackendAgents.Coordination.Journal;

/// <summary>When a record counts as written.</summary>
public enum JournalDurability
{
    /// <summary>
    /// Each record is handed to the operating system before the run goes on: a kill of the process loses nothing. The start, the
    /// intent of each tool call and the stop are also forced to the disk. A power cut may lose the latest turns, never an order.
    /// </summary>
    Process,

    /// <summary>Each record is forced to the disk before the run goes on: a power cut loses nothing either.</summary>
    Power,
}

namespace SampleService.Features;

/// <summary>What is known of sessions without asking the database. Nothing is lost with it: the database is asked instead.</summary>
internal interface ISessionMarks
{
    /// <summary>Whether a session goes on; null when that is not known here.</summary>
    ValueTask<bool?> FindAsync(Guid session);

    /// <summary>Keeps what the database has said, for a moment if the session goes on. That it has ended is never overwritten.</summary>
    ValueTask KeepAsync(Guid session, bool isLive);
}

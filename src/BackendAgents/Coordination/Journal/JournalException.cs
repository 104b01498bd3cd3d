namespace BackendAgents.Coordination.Journal;

/// <summary>A journal cannot be used; the message says which, why and what to do.</summary>
internal sealed class JournalException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What kind of trouble it is.</param>
    /// <param name="message">Which file, why and what to do.</param>
    /// <param name="innerException">The cause, if any.</param>
    internal JournalException(JournalProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    /// <summary>What kind of trouble it is.</summary>
    internal JournalProblem Problem { get; }
}

/// <summary>Kinds of trouble with a journal.</summary>
internal enum JournalProblem
{
    /// <summary>There is none of that run.</summary>
    Missing,

    /// <summary>There already is one of that run.</summary>
    Exists,

    /// <summary>Another process, or another run in this one, owns it.</summary>
    InUse,

    /// <summary>A record in the middle is damaged.</summary>
    Damaged,

    /// <summary>It was written by a later version, or is not a journal.</summary>
    Format,

    /// <summary>It cannot be written: the disk is full or the folder is read-only.</summary>
    Unwritable,
}

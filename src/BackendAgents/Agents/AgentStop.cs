namespace BackendAgents.Agents;

/// <summary>Why a run of an agent ended.</summary>
internal enum AgentStop
{
    /// <summary>The model gave its answer.</summary>
    Completed,

    /// <summary>The model gave neither text nor a function call.</summary>
    Empty,

    /// <summary>The model refused, and said so apart from any answer.</summary>
    Refused,

    /// <summary>The answer was cut short by the token limit.</summary>
    Length,

    /// <summary>The service withheld the answer, or part of it.</summary>
    ContentFilter,

    /// <summary>The run used all the model calls it was allowed and the model asked for more functions, which were not run.</summary>
    MaxTurns,

    /// <summary>A function filter of the host ended the run.</summary>
    Terminated,
}

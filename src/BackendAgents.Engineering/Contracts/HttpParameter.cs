using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>A value in the path, the query or a header of a request.</summary>
/// <param name="Name">Name as requests write it.</param>
/// <param name="In">Where it stands.</param>
/// <param name="Required">Whether a request without it is refused.</param>
/// <param name="Value">Its type and bounds.</param>
/// <param name="Description">What it is for.</param>
internal sealed record HttpParameter(string Name, HttpParameterLocation In, bool Required, HttpValue Value, string Description)
{
    /// <summary>The field that it stands for: compared by a filter, found by in a path, or sent to a call.</summary>
    public Field? Field { get; init; }

    /// <summary>For filters: the relation whose foreign key is compared.</summary>
    public Relation? Relation { get; init; }
}

/// <summary>Where a parameter stands.</summary>
internal enum HttpParameterLocation
{
    /// <summary>In the path.</summary>
    Path,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In a header.</summary>
    Header,
}

// Generated from backend.yaml: an enumeration. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Features;

/// <summary>The values of note state.</summary>
public enum NoteState
{
    /// <summary>open.</summary>
    Open,

    /// <summary>done.</summary>
    Done,
}

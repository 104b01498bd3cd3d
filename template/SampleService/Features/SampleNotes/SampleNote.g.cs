// Generated from backend.yaml: rows. Change the blueprint, not this file.
#nullable enable

using System.Globalization;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>One sample note.</summary>
public sealed class SampleNote : Row
{
    /// <summary>The title.</summary>
    public string Title { get; set; } = "";

    /// <summary>The state.</summary>
    public NoteState State { get; set; } = NoteState.Open;

    /// <summary>The stars.</summary>
    public int? Stars { get; set; }

    /// <summary>The due.</summary>
    public DateOnly? Due { get; set; }

    /// <summary>Id of the author.</summary>
    public Guid AuthorId { get; set; }

    /// <summary>The author, when loaded.</summary>
    public SampleAccount? Author { get; set; }
}

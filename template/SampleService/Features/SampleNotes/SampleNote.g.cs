// Generated from backend.yaml: rows. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>One sample note.</summary>
public sealed class SampleNote : Row
{
    public string Title { get; set; } = "";
    public NoteState State { get; set; } = NoteState.Open;
    public int? Stars { get; set; }
    public DateOnly? Due { get; set; }
    public string? Picture { get; set; }
    public Guid AuthorId { get; set; }
    public SampleAccount? Author { get; set; }
}

// Generated from backend.yaml: requests and responses. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What it takes to create or replace one.</summary>
public sealed record SampleNoteInput
{
    /// <summary>The title.</summary>
    [StringLength(200, MinimumLength = 1)]
    [Required]
    public string? Title { get; init; }

    /// <summary>The state.</summary>
    public NoteState? State { get; init; }

    /// <summary>The stars.</summary>
    [Range(typeof(decimal), "0", "5", ParseLimitsInInvariantCulture = true)]
    public int? Stars { get; init; }

    /// <summary>The due.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public Validation Validate() => new Validation()
        .Require("title", Title)
        .Length("title", Title, 1, 200)
        .Defined("state", State)
        .Range("stars", Stars, 0m, 5m);

    internal void ApplyTo(SampleNote row)
    {
        row.Title = Title!;
        row.State = State ?? NoteState.Open;
        row.Stars = Stars;
        row.Due = Due;
    }
}

/// <summary>One sample note.</summary>
public sealed record SampleNoteResponse
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The state.</summary>
    public required NoteState State { get; init; }

    /// <summary>The stars.</summary>
    public required int? Stars { get; init; }

    /// <summary>The due.</summary>
    public required DateOnly? Due { get; init; }

    /// <summary>Id of the author.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A row as callers see it.</summary>
    public static SampleNoteResponse Of(SampleNote row) => new()
    {
        Id = row.Id,
        Title = row.Title,
        State = row.State,
        Stars = row.Stars,
        Due = row.Due,
        AuthorId = row.AuthorId,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}

/// <summary>A page of them.</summary>
public sealed record SampleNotePage
{
    /// <summary>The rows, newest first.</summary>
    public required IReadOnlyList<SampleNoteResponse> Items { get; init; }

    /// <summary>Cursor of the next page; null on the last.</summary>
    public required string? NextCursor { get; init; }
}
/// <summary>What it takes to finish sample note.</summary>
public sealed record FinishSampleNoteInput
{
    /// <summary>The note.</summary>
    [StringLength(50)]
    [Required]
    public string? Note { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public Validation Validate() => new Validation()
        .Require("note", Note)
        .Length("note", Note, 0, 50);
}

/// <summary>The figures of one group of count sample notes.</summary>
public sealed record CountSampleNotesGroup
{
    /// <summary>The state.</summary>
    public required NoteState State { get; init; }

    /// <summary>The month, in UTC.</summary>
    public required string? Month { get; init; }

    /// <summary>The notes.</summary>
    public required int Notes { get; init; }

    /// <summary>The stars.</summary>
    public required long Stars { get; init; }
}

/// <summary>The figures of count sample notes.</summary>
public sealed record CountSampleNotesReport
{
    /// <summary>The groups, in order.</summary>
    public required IReadOnlyList<CountSampleNotesGroup> Items { get; init; }

    /// <summary>Whether there are no more groups.</summary>
    public required bool IsComplete { get; init; }
}

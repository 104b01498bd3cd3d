// Generated from backend.yaml: requests and responses. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What it takes to create or replace one.</summary>
public sealed record SampleNoteInput
{
    [Required, StringLength(200, MinimumLength = 1)]
    public string? Title { get; init; }

    public NoteState? State { get; init; }

    [Range(typeof(decimal), "0", "5", ParseLimitsInInvariantCulture = true)]
    public int? Stars { get; init; }

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
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required NoteState State { get; init; }
    public required int? Stars { get; init; }
    public required DateOnly? Due { get; init; }
    public required string? Picture { get; init; }
    public required Guid AuthorId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A row as callers see it.</summary>
    public static SampleNoteResponse Of(SampleNote row) => new()
    {
        Id = row.Id,
        Title = row.Title,
        State = row.State,
        Stars = row.Stars,
        Due = row.Due,
        Picture = row.Picture,
        AuthorId = row.AuthorId,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}

/// <summary>What it takes to finish sample note.</summary>
public sealed record FinishSampleNoteInput
{
    [Required, StringLength(50)]
    public string? Note { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public Validation Validate() => new Validation()
        .Require("note", Note)
        .Length("note", Note, 0, 50);
}

/// <summary>The figures of one group of count sample notes.</summary>
public sealed record CountSampleNotesGroup
{
    public required NoteState State { get; init; }

    /// <summary>The month, in UTC.</summary>
    public required string? Month { get; init; }

    public required int Notes { get; init; }
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

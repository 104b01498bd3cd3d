// Generated from backend.yaml: events. Change the blueprint, not this file.
#nullable enable

using System.Text.Json.Serialization;

namespace SampleService.Features;

/// <summary>note closed.</summary>
public sealed record NoteClosed(
    [property: JsonPropertyName("noteId")] Guid NoteId,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("state")] NoteState State,
    [property: JsonPropertyName("stars")] int? Stars,
    [property: JsonPropertyName("due")] DateOnly? Due,
    [property: JsonPropertyName("author")] string Author
);

// Generated from backend.yaml: events. Change the blueprint, not this file.
#nullable enable

using System.Text.Json.Serialization;

namespace SampleService.Features;

/// <summary>note written.</summary>
public sealed record NoteWritten(
    [property: JsonPropertyName("id")] Guid Id
);

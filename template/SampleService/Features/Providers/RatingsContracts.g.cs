// Generated from backend.yaml: what a provider is asked and answers. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What ratings is asked.</summary>
public sealed record RatingsRequest(
    [property: JsonPropertyName("note")] Guid Note,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("author")] string Author
);

/// <summary>What ratings answers.</summary>
public sealed record RatingsAnswer
{
    [Required, Range(typeof(decimal), "0", "5", ParseLimitsInInvariantCulture = true)]
    public int? Stars { get; init; }

    [StringLength(100)]
    public string? Remark { get; init; }

    /// <summary>Everything that is wrong with it.</summary>
    public Validation Validate() => new Validation()
        .Require("stars", Stars)
        .Range("stars", Stars, 0m, 5m)
        .Length("remark", Remark, 0, 100);
}

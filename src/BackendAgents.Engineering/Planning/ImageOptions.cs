using System.ComponentModel.DataAnnotations;

namespace BackendAgents.Engineering.Planning;

/// <summary>What a blueprint can say about the service's image.</summary>
internal sealed record ImageOptions
{
    /// <summary>
    /// Registry, with a folder where it has some: <c>registry.example.com/team</c>. The default is nobody's, to be replaced.
    /// </summary>
    [RegularExpression(
        @"[a-z0-9.-]{1,200}(:[0-9]{1,5})?(/[a-z0-9._-]{1,100}){0,5}",
        ErrorMessage = "Write a host, with a folder behind a slash."
    )]
    public string Registry { get; init; } = "registry.example.com";

    /// <summary>
    /// Images with the digests that they are pinned to, a space between two: <c>postgres:17@sha256:0123…</c>. An image that is not among
    /// them is pinned by its tag.
    /// </summary>
    [RegularExpression(
        @"([a-z0-9][a-z0-9./:_-]{0,250}@sha256:[0-9a-f]{64}( |$)){0,100}",
        ErrorMessage = "Write images as they stand in the files, each with its digest: 'postgres:17@sha256:' and 64 hexadecimal digits."
    )]
    public string Digests { get; init; } = "";
}

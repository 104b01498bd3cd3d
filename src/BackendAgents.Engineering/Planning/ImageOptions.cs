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
}

// Generated from backend.yaml: requests and responses. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>One sample account.</summary>
public sealed record SampleAccountResponse
{
    public required Guid Id { get; init; }
    public required string LoginName { get; init; }
    public required string DisplayName { get; init; }

    [AllowedValues("member", "admin")]
    public required string Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A row as callers see it.</summary>
    public static SampleAccountResponse Of(SampleAccount row) => new()
    {
        Id = row.Id,
        LoginName = row.LoginName,
        DisplayName = row.DisplayName,
        Role = row.Role,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}

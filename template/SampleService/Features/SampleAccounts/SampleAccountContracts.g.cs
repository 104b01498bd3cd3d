// Generated from backend.yaml: requests and responses. Change the blueprint, not this file.
#nullable enable

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>One sample account.</summary>
public sealed record SampleAccountResponse
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The login name.</summary>
    public required string LoginName { get; init; }

    /// <summary>The display name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The account's role.</summary>
    [AllowedValues("member", "admin")]
    public required string Role { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
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

/// <summary>A page of them.</summary>
public sealed record SampleAccountPage
{
    /// <summary>The rows, newest first.</summary>
    public required IReadOnlyList<SampleAccountResponse> Items { get; init; }

    /// <summary>Cursor of the next page; null on the last.</summary>
    public required string? NextCursor { get; init; }
}

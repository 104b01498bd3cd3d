using System.ComponentModel.DataAnnotations;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What a key is for, and how long.</summary>
public sealed record ApiKeyRequest
{
    /// <summary>What it is for.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>When it stops being valid; when it is revoked, if null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Operations that it may call; all that take keys, if null.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    internal Validation Validate(DateTimeOffset now)
    {
        var errors = new Validation()
            .Require("name", Name)
            .Length("name", Name, 1, 100)
            .Holds(ExpiresAt is null ? null : ExpiresAt > now, "expiresAt", "is over already")
            .Holds(
                Scopes is null
                    || (Scopes.Count is > 0 && Scopes.Count <= ApiKeyRules.Operations.Count && Scopes.All(ApiKeyRules.Operations.Contains)),
                "scopes",
                $"names operations that take keys: {string.Join(", ", ApiKeyRules.Operations)}"
            );
        if (ApiKeyRules.MaxDays is { } days)
            errors
                .Require("expiresAt", ExpiresAt)
                .Holds(ExpiresAt is null ? null : ExpiresAt <= now.AddDays(days), "expiresAt", $"must be within {days} days");
        return errors;
    }

    internal void ApplyTo(ApiKey key)
    {
        key.Name = Name!;
        key.ExpiresAt = ExpiresAt?.ToUniversalTime();
        key.Scopes = Scopes is null ? null : string.Join(' ', Scopes.Distinct());
    }
}

/// <summary>A key, without the key itself.</summary>
public sealed record ApiKeyResponse
{
    /// <summary>Identifies it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>When it stops being valid; when it is revoked, if null.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Operations that it may call; all that take keys, if null.</summary>
    public required IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>What the key begins with, to tell it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>When it was last used, to the minute; null when never.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null while it is not.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal static ApiKeyResponse Of(ApiKey key) =>
        new()
        {
            Id = key.Id,
            Name = key.Name,
            ExpiresAt = key.ExpiresAt,
            Scopes = key.Scopes?.Split(' '),
            Prefix = key.Prefix,
            LastUsedAt = key.LastUsedAt,
            RevokedAt = key.RevokedAt,
            CreatedAt = key.CreatedAt,
        };
}

/// <summary>What making a key answers: the one time that the key itself is shown.</summary>
public sealed record NewApiKeyResponse
{
    /// <summary>Identifies it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>When it stops being valid; when it is revoked, if null.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the key begins with, to tell it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }
}

/// <summary>Keys of an account.</summary>
public sealed record ApiKeyList
{
    /// <summary>The keys, newest first.</summary>
    public required IReadOnlyList<ApiKeyResponse> Items { get; init; }
}

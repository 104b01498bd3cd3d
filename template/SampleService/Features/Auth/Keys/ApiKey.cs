using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Features;

/// <summary>A key by which a program calls in the name of an account. Only its hash is kept.</summary>
public sealed class ApiKey
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The account in whose name it calls.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What the account calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>What the key begins with; it is found by it.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>SHA-256 of the key, in hexadecimal.</summary>
    public string KeyHash { get; set; } = "";

    /// <summary>Operations that it may call, between spaces; all that take keys when null.</summary>
    public string? Scopes { get; set; }

    /// <summary>When it stops being valid.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whether it opens anything at a time.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    /// <summary>Whether it is for an operation.</summary>
    public bool Covers(string? operation) => Scopes is null || Scopes.Split(' ').Contains(operation, StringComparer.Ordinal);
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.AccountId).HasColumnName("account_id");
        builder.Property(row => row.Name).HasColumnName("name");
        builder.Property(row => row.Prefix).HasColumnName("prefix");
        builder.Property(row => row.KeyHash).HasColumnName("key_hash");
        builder.Property(row => row.Scopes).HasColumnName("scopes");
        builder.Property(row => row.ExpiresAt).HasColumnName("expires_at");
        builder.Property(row => row.RevokedAt).HasColumnName("revoked_at");
        builder.Property(row => row.LastUsedAt).HasColumnName("last_used_at");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(row => row.Prefix).IsUnique();
        builder.HasOne<SampleAccount>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

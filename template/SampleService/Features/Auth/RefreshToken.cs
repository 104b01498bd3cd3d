using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Features;

/// <summary>A refresh token that was issued. Only its hash is kept.</summary>
public sealed class RefreshToken
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The account that may use it.</summary>
    public Guid AccountId { get; set; }

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>Shared by all tokens that descend from one login.</summary>
    public Guid FamilyId { get; set; }

    /// <summary>When it stops being valid.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was used, revoked or logged out.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The token issued in its place.</summary>
    public Guid? ReplacedById { get; set; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class RefreshTokenMapping : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.AccountId).HasColumnName("account_id");
        builder.Property(row => row.TokenHash).HasColumnName("token_hash");
        builder.Property(row => row.FamilyId).HasColumnName("family_id");
        builder.Property(row => row.ExpiresAt).HasColumnName("expires_at");
        builder.Property(row => row.RevokedAt).HasColumnName("revoked_at");
        builder.Property(row => row.ReplacedById).HasColumnName("replaced_by_id");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(row => row.TokenHash).IsUnique();
        builder.HasIndex(row => row.FamilyId);
        builder.HasOne<SampleAccount>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

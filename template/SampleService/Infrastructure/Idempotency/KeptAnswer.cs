using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>What a call with an idempotency key was answered, for whoever sends it again.</summary>
internal sealed class KeptAnswer
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The account that called; a key of one says nothing to another.</summary>
    public Guid AccountId { get; set; }

    /// <summary>The operation that was called.</summary>
    public string Operation { get; set; } = "";

    /// <summary>The key as the caller sent it.</summary>
    public string Key { get; set; } = "";

    /// <summary>Hash of the address and of what was sent.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Status of the answer.</summary>
    public int Status { get; set; }

    /// <summary>The answer's Location, if any.</summary>
    public string? Location { get; set; }

    /// <summary>The answer's ETag, if any.</summary>
    public string? Tag { get; set; }

    /// <summary>The answer's body, JSON; null for none.</summary>
    public string? Body { get; set; }

    /// <summary>When the call came.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class KeptAnswerMapping : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.AccountId).HasColumnName("account_id");
        builder.Property(row => row.Operation).HasColumnName("operation");
        builder.Property(row => row.Key).HasColumnName("caller_key");
        builder.Property(row => row.Fingerprint).HasColumnName("fingerprint");
        builder.Property(row => row.Status).HasColumnName("status");
        builder.Property(row => row.Location).HasColumnName("location");
        builder.Property(row => row.Tag).HasColumnName("tag");
        builder.Property(row => row.Body).HasColumnName("body");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder
            .HasIndex(row => new
            {
                row.AccountId,
                row.Operation,
                row.Key,
            })
            .IsUnique();
    }
}

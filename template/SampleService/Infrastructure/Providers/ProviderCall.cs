using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>A question that has been answered, or was given up; so that what an answer does is done once.</summary>
internal sealed class ProviderCall
{
    /// <summary>Id of the question, which is its idempotency key.</summary>
    public Guid Id { get; set; }

    /// <summary>Who was asked.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The row that it was asked about.</summary>
    public Guid SubjectId { get; set; }

    /// <summary>When it was answered; null when it was given up.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When that was noted first.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class ProviderCallMapping : IEntityTypeConfiguration<ProviderCall>
{
    public void Configure(EntityTypeBuilder<ProviderCall> builder)
    {
        builder.ToTable("provider_calls");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.Provider).HasColumnName("provider");
        builder.Property(row => row.SubjectId).HasColumnName("subject_id");
        builder.Property(row => row.AnsweredAt).HasColumnName("answered_at");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>An event that a subscription has done its work for.</summary>
internal sealed class InboxEvent
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>What was done.</summary>
    public string Subscription { get; set; } = "";

    /// <summary>The event.</summary>
    public Guid EventId { get; set; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class InboxEventMapping : IEntityTypeConfiguration<InboxEvent>
{
    public void Configure(EntityTypeBuilder<InboxEvent> builder)
    {
        builder.ToTable("inbox_events");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.Subscription).HasColumnName("subscription").HasMaxLength(100);
        builder.Property(row => row.EventId).HasColumnName("event_id");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(row => new { row.EventId, row.Subscription }).IsUnique();
        builder.HasIndex(row => row.CreatedAt);
    }
}

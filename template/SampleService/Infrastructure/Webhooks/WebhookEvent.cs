using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>An event of another system that has done its work.</summary>
internal sealed class WebhookEvent
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The operation that was called.</summary>
    public string Source { get; set; } = "";

    /// <summary>The sender's name of the event.</summary>
    public string EventId { get; set; } = "";

    /// <summary>When it came.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class WebhookEventMapping : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_events");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.Source).HasColumnName("source");
        builder.Property(row => row.EventId).HasColumnName("event_id");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(row => new { row.Source, row.EventId }).IsUnique();
    }
}

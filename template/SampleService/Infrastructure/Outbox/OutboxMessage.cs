using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>Something to be told to others, stored in the transaction of the change that it tells of.</summary>
public sealed class OutboxMessage
{
    /// <summary>Its id, by which who receives it knows it again: it may come twice.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Which handler takes it: <c>mail</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Messages of a kind with the same key are delivered in their order; null where the order is of no matter.</summary>
    public string? Key { get; set; }

    /// <summary>What is told, as JSON.</summary>
    public string Payload { get; set; } = "";

    /// <summary>When it was stored.</summary>
    public DateTimeOffset OccurredAt { get; set; }

    /// <summary>How often its delivery was begun.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next, or until when an instance works on it; null when it is delivered, or dead.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>When it was delivered; null while it waits, and for ever when it is dead.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; set; }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.Kind).HasColumnName("kind").HasMaxLength(100);
        builder.Property(row => row.Key).HasColumnName("order_key").HasMaxLength(200);
        builder.Property(row => row.Payload).HasColumnName("payload");
        builder.Property(row => row.OccurredAt).HasColumnName("occurred_at");
        builder.Property(row => row.Attempts).HasColumnName("attempts");
        builder.Property(row => row.NextAttemptAt).HasColumnName("next_attempt_at");
        builder.Property(row => row.DeliveredAt).HasColumnName("delivered_at");
        builder.Property(row => row.LastError).HasColumnName("last_error").HasMaxLength(1000);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>Where a job stands: when it runs next, and which run is on. All instances share it.</summary>
public sealed class ScheduledRun
{
    /// <summary>The job's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The schedule that the next run was worked out by.</summary>
    public string Schedule { get; set; } = "";

    /// <summary>When it runs next; null for never.</summary>
    public DateTimeOffset? NextDueAt { get; set; }

    /// <summary>Until when the instance that runs it has it to itself; null while nobody does.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>When the last run ended.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Rows that the last run did.</summary>
    public int Done { get; set; }

    /// <summary>Rows for which the last run failed.</summary>
    public int Failed { get; set; }
}

internal sealed class ScheduledRunMapping : IEntityTypeConfiguration<ScheduledRun>
{
    public void Configure(EntityTypeBuilder<ScheduledRun> builder)
    {
        builder.ToTable("scheduled_runs");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasColumnName("name").HasMaxLength(100);
        builder.Property(row => row.Schedule).HasColumnName("schedule").HasMaxLength(200);
        builder.Property(row => row.NextDueAt).HasColumnName("next_due_at");
        builder.Property(row => row.LeasedUntil).HasColumnName("leased_until");
        builder.Property(row => row.FinishedAt).HasColumnName("finished_at");
        builder.Property(row => row.Done).HasColumnName("done");
        builder.Property(row => row.Failed).HasColumnName("failed");
    }
}

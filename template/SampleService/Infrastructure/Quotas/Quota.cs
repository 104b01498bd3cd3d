using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>So many calls of an account, or of an API key, in a period.</summary>
/// <param name="Name">Name of its counters.</param>
/// <param name="Calls">Most calls.</param>
/// <param name="Period">The period.</param>
/// <param name="ByKey">Whether calls by an API key are counted for the key instead of its account.</param>
internal sealed record Quota(string Name, int Calls, QuotaPeriod Period, bool ByKey = false);

/// <summary>A stretch of the calendar, in UTC.</summary>
internal enum QuotaPeriod
{
    /// <summary>From one full minute to the next.</summary>
    Minute,

    /// <summary>From one full hour to the next.</summary>
    Hour,

    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From the first of a month to the next.</summary>
    Month,
}

/// <summary>How much of a quota its holder has used in the present period.</summary>
internal sealed class QuotaCounter
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The account or the key.</summary>
    public Guid HolderId { get; set; }

    /// <summary>Which quota.</summary>
    public string Name { get; set; } = "";

    /// <summary>When the period began.</summary>
    public DateTimeOffset PeriodStart { get; set; }

    /// <summary>Calls since then.</summary>
    public int Used { get; set; }
}

internal sealed class QuotaCounterMapping : IEntityTypeConfiguration<QuotaCounter>
{
    public void Configure(EntityTypeBuilder<QuotaCounter> builder)
    {
        builder.ToTable("quotas");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.HolderId).HasColumnName("holder_id");
        builder.Property(row => row.Name).HasColumnName("name");
        builder.Property(row => row.PeriodStart).HasColumnName("period_start");
        builder.Property(row => row.Used).HasColumnName("used");
        builder.HasIndex(row => new { row.HolderId, row.Name }).IsUnique();
    }
}

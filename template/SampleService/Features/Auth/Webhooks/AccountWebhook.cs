using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Features;

/// <summary>An address that an account has told of events.</summary>
public sealed class AccountWebhook
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The account whose address it is.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Where it is told.</summary>
    public string Url { get; set; } = "";

    /// <summary>Types of the events that it is told of, between spaces; all when null.</summary>
    public string? Events { get; set; }

    /// <summary>How often its secret was changed.</summary>
    public int SecretVersion { get; set; }

    /// <summary>When that was last.</summary>
    public DateTimeOffset? SecretChangedAt { get; set; }

    /// <summary>Calls in a row that failed until now.</summary>
    public int Failures { get; set; }

    /// <summary>When a call failed last.</summary>
    public DateTimeOffset? LastFailedAt { get; set; }

    /// <summary>Why that was.</summary>
    public string? LastFailure { get; set; }

    /// <summary>When it answered last that it was told.</summary>
    public DateTimeOffset? LastToldAt { get; set; }

    /// <summary>When it was switched off; null while it is on.</summary>
    public DateTimeOffset? SwitchedOffAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Whether it is to hear of an event.</summary>
    public bool Hears(string type) => Events is null || Events.Split(' ').Contains(type, StringComparer.Ordinal);
}

internal sealed class AccountWebhookMapping : IEntityTypeConfiguration<AccountWebhook>
{
    public void Configure(EntityTypeBuilder<AccountWebhook> builder)
    {
        builder.ToTable("account_webhooks");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.AccountId).HasColumnName("account_id");
        builder.Property(row => row.Url).HasColumnName("url");
        builder.Property(row => row.Events).HasColumnName("events");
        builder.Property(row => row.SecretVersion).HasColumnName("secret_version");
        builder.Property(row => row.SecretChangedAt).HasColumnName("secret_changed_at");
        builder.Property(row => row.Failures).HasColumnName("failures");
        builder.Property(row => row.LastFailedAt).HasColumnName("last_failed_at");
        builder.Property(row => row.LastFailure).HasColumnName("last_failure");
        builder.Property(row => row.LastToldAt).HasColumnName("last_told_at");
        builder.Property(row => row.SwitchedOffAt).HasColumnName("switched_off_at");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.HasOne<SampleAccount>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

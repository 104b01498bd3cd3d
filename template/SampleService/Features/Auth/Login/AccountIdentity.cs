using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Features;

/// <summary>Who an account is at a provider.</summary>
public sealed class AccountIdentity
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>The provider, as the service calls it.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The provider, as its tokens call it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Whom the provider means. It never gives the name to somebody else, as it may an e-mail address.</summary>
    public string Subject { get; set; } = "";

    /// <summary>SHA-256 of issuer and subject: upper and lower case differ in it, whatever the database thinks of texts.</summary>
    public string IdentityHash { get; set; } = "";

    /// <summary>When it was linked.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>What issuer and subject are found by.</summary>
    public static string Hash(string issuer, string subject) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")));
}

internal sealed class AccountIdentityMapping : IEntityTypeConfiguration<AccountIdentity>
{
    public void Configure(EntityTypeBuilder<AccountIdentity> builder)
    {
        builder.ToTable("account_identities");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.AccountId).HasColumnName("account_id");
        builder.Property(row => row.Provider).HasColumnName("provider");
        builder.Property(row => row.Issuer).HasColumnName("issuer");
        builder.Property(row => row.Subject).HasColumnName("subject");
        builder.Property(row => row.IdentityHash).HasColumnName("identity_hash");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(row => row.IdentityHash).IsUnique();
        builder.HasIndex(row => new { row.AccountId, row.Provider }).IsUnique();
        builder.HasOne<SampleAccount>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

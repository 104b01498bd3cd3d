using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Features;

/// <summary>A login that came back from a provider and that its client has not fetched. It is there for minutes, and used once.</summary>
public sealed class PendingLogin
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the code that the client exchanges, in hexadecimal.</summary>
    public string CodeHash { get; set; } = "";

    /// <summary>What the client said when it began: only who knows the verifier of it may exchange the code (RFC 7636).</summary>
    public string Challenge { get; set; } = "";

    /// <summary>The provider, as the service calls it.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The provider, as its tokens call it.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Whom the provider means.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The e-mail address, if the provider says that it was shown to be this person's.</summary>
    public string? VerifiedEmail { get; set; }

    /// <summary>What else the provider tells that accounts have fields for, as JSON.</summary>
    public string Claims { get; set; } = "{}";

    /// <summary>When it stops being valid.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>What the provider tells, cut to a length; null when it tells nothing, or less than so much.</summary>
    public string? Claim(string name, int least, int most) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Claims)!.GetValueOrDefault(name) is { } text && text.Length >= least
            ? text[..Math.Min(text.Length, most)]
            : null;
}

internal sealed class PendingLoginMapping : IEntityTypeConfiguration<PendingLogin>
{
    public void Configure(EntityTypeBuilder<PendingLogin> builder)
    {
        builder.ToTable("pending_logins");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.CodeHash).HasColumnName("code_hash");
        builder.Property(row => row.Challenge).HasColumnName("challenge");
        builder.Property(row => row.Provider).HasColumnName("provider");
        builder.Property(row => row.Issuer).HasColumnName("issuer");
        builder.Property(row => row.Subject).HasColumnName("subject");
        builder.Property(row => row.VerifiedEmail).HasColumnName("verified_email");
        builder.Property(row => row.Claims).HasColumnName("claims");
        builder.Property(row => row.ExpiresAt).HasColumnName("expires_at");
        builder.HasIndex(row => row.CodeHash).IsUnique();
    }
}

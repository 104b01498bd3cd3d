// Generated from backend.yaml: mapping to the table. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal sealed class SampleAccountMapping : IEntityTypeConfiguration<SampleAccount>
{
    public void Configure(EntityTypeBuilder<SampleAccount> builder)
    {
        builder.ToTable("sample_accounts");
        builder.HasKey(row => row.Id).HasName("pk_sample_accounts");
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.LoginName).HasColumnName("login_name");
        builder.Property(row => row.DisplayName).HasColumnName("display_name");
        builder.Property(row => row.PasswordHash).HasColumnName("password_hash");
        builder.Property(row => row.Role).HasColumnName("role");
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.Property(row => row.UpdatedAt).HasColumnName("updated_at");
        builder.Property(row => row.Version).HasColumnName("version").IsConcurrencyToken();
        builder.HasIndex(row => row.LoginName).IsUnique().HasDatabaseName("uq_sample_accounts_login_name");
    }
}

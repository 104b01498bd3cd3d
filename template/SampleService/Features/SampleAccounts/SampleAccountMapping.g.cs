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
        builder.MapRow("sample_accounts", "pk_sample_accounts");
        builder.Property(row => row.LoginName).HasColumnName("login_name");
        builder.Property(row => row.DisplayName).HasColumnName("display_name");
        builder.Property(row => row.PasswordHash).HasColumnName("password_hash");
        builder.Property(row => row.Role).HasColumnName("role");
        builder.HasIndex(row => row.LoginName).IsUnique().HasDatabaseName("uq_sample_accounts_login_name");
    }
}

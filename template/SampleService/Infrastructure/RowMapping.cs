using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SampleService.Infrastructure;

/// <summary>How the columns that every table has are mapped.</summary>
internal static class RowMapping
{
    /// <summary>Maps rows to a table with the name of its primary key.</summary>
    public static void MapRow<TRow>(this EntityTypeBuilder<TRow> builder, string table, string key)
        where TRow : Row
    {
        builder.ToTable(table);
        builder.HasKey(row => row.Id).HasName(key);
        builder.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(row => row.CreatedAt).HasColumnName("created_at");
        builder.Property(row => row.UpdatedAt).HasColumnName("updated_at");
        builder.Property(row => row.Version).HasColumnName("version").IsConcurrencyToken();
    }
}

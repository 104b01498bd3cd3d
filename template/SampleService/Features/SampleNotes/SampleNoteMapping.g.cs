// Generated from backend.yaml: mapping to the table. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal sealed class SampleNoteMapping : IEntityTypeConfiguration<SampleNote>
{
    public void Configure(EntityTypeBuilder<SampleNote> builder)
    {
        builder.MapRow("sample_notes", "pk_sample_notes");
        builder.Property(row => row.Title).HasColumnName("title");
        builder.Property(row => row.State).HasColumnName("state").HasConversion(new EnumText<NoteState>());
        builder.Property(row => row.Stars).HasColumnName("stars");
        builder.Property(row => row.Due).HasColumnName("due");
        builder.Property(row => row.Picture).HasColumnName("picture");
        builder.Property(row => row.AuthorId).HasColumnName("author_id");
        builder.HasIndex(row => new { row.AuthorId, row.CreatedAt, row.Id }).HasDatabaseName("ix_sample_notes_author_id_created_at_id");
        builder.HasIndex(row => new { row.CreatedAt, row.Id }).HasDatabaseName("ix_sample_notes_created_at_id");
        builder.HasIndex(row => new { row.Title, row.Id }).HasDatabaseName("ix_sample_notes_title_id");
        builder.HasIndex(row => new { row.AuthorId, row.Title, row.Id }).HasDatabaseName("ix_sample_notes_author_id_title_id");
        builder.HasOne(row => row.Author).WithMany().HasForeignKey(row => row.AuthorId)
            .HasConstraintName("fk_sample_notes_author_id").OnDelete(DeleteBehavior.Cascade);
    }
}

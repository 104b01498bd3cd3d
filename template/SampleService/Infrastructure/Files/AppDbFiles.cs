using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

public sealed partial class AppDb
{
    // Whoever takes a file's name away, by whatever operation: the file goes once that is stored.
    partial void Saving()
    {
        foreach (var entry in ChangeTracker.Entries<Row>().ToList())
        {
            if (entry.State is not (EntityState.Modified or EntityState.Deleted))
                continue;
            foreach (var column in FileColumns.All.Where(column => column.RowType == entry.Metadata.ClrType))
            {
                var value = entry.Property(column.Property);
                if (value.OriginalValue is string former && (entry.State == EntityState.Deleted || !Equals(value.CurrentValue, former)))
                    this.Post(FileRemoval.Name, null, new RemovedFile(former));
            }
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SampleService.Infrastructure;

/// <summary>
/// What a change is called by those who keep copies, whoever makes it: tracked rows, statements over many rows, written SQL.
/// </summary>
internal static class ChangedRows
{
    /// <summary>Adds the names of what is about to be stored, and of what the database removes with it.</summary>
    public static void AddTracked(DbContext context, CopiedTables copied, HashSet<string> names)
    {
        foreach (var entry in context.ChangeTracker.Entries<Row>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
                continue;
            if (entry.Metadata.GetTableName() is { } table && copied.Has(table))
            {
                names.Add(CopyNames.Row(table, entry.Entity.Id));
                names.Add(CopyNames.Table(table));
            }

            if (entry.State == EntityState.Deleted)
                AddDependents(entry.Metadata, copied, names, []);
        }
    }

    /// <summary>Whether a command is one that the change tracker knows nothing of, and has changed something.</summary>
    public static bool IsUntracked(CommandExecutedEventData executed, int rows) =>
        rows != 0 && executed.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw;

    /// <summary>Adds the names of what a statement may have changed: which of its rows is known to the database alone.</summary>
    public static void AddStatement(DbContext context, string statement, CopiedTables copied, HashSet<string> names)
    {
        if (statement.StartsWith("-- " + Work.Lock, StringComparison.Ordinal))
            return;
        foreach (var type in context.Model.GetEntityTypes())
        {
            if (type.GetTableName() is { } table && statement.Contains(table, StringComparison.OrdinalIgnoreCase))
                AddRows(type, copied, names);
        }
    }

    /// <summary>Adds the names of all rows of a type, and of what the database removes with them.</summary>
    public static void AddRows(IReadOnlyEntityType type, CopiedTables copied, HashSet<string> names)
    {
        AddAll(type.GetTableName()!, copied, names);
        AddDependents(type, copied, names, []);
    }

    // The database removes what belongs to a removed row, or takes the reference out of it.
    private static void AddDependents(
        IReadOnlyEntityType type,
        CopiedTables copied,
        HashSet<string> names,
        HashSet<IReadOnlyEntityType> seen
    )
    {
        foreach (var key in type.GetReferencingForeignKeys())
        {
            if (key.DeleteBehavior is not (DeleteBehavior.Cascade or DeleteBehavior.SetNull) || !seen.Add(key.DeclaringEntityType))
                continue;
            if (key.DeclaringEntityType.GetTableName() is { } table)
                AddAll(table, copied, names);
            AddDependents(key.DeclaringEntityType, copied, names, seen);
        }
    }

    private static void AddAll(string table, CopiedTables copied, HashSet<string> names)
    {
        if (!copied.Has(table))
            return;
        names.Add(CopyNames.AllRows(table));
        names.Add(CopyNames.Table(table));
    }
}

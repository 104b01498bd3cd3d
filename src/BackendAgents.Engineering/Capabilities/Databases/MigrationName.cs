using BackendAgents.Engineering.Storage.Changes;

namespace BackendAgents.Engineering.Capabilities.Databases;

/// <summary>What a migration does, as a name: <c>add_comments</c>, <c>add_subtitle_to_posts</c>, <c>add_comments_and_2_more</c>.</summary>
internal static class MigrationName
{
    private const int MaxLength = 60;

    public static string Of(ModelChanges changes)
    {
        var parts = Parts(changes).ToList();
        var name = parts[0].Length > MaxLength ? parts[0][..MaxLength].TrimEnd('_') : parts[0];
        return parts.Count == 1 ? name : $"{name}_and_{parts.Count - 1}_more";
    }

    // Indexes that come with a new column are no part of their own.
    private static IEnumerable<string> Parts(ModelChanges changes)
    {
        foreach (var table in changes.Tables)
            yield return "add_" + table.Name;
        foreach (var change in changes.Altered)
        {
            foreach (var column in change.Columns)
                yield return $"add_{column.Name}_to_{change.After.Name}";
            if (change.Columns.Count == 0)
                yield return "index_" + change.After.Name;
        }
    }
}

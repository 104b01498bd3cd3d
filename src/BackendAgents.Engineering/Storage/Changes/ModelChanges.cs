using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage.Changes;

/// <summary>
/// How the tables of a delivered service become those of its new blueprint: tables and columns that are new, and what is refused. What is
/// the same thing is told by the ids of the blueprint, so that a rename is seen as one.
/// </summary>
internal sealed record ModelChanges
{
    /// <summary>New tables, in the order of the new model.</summary>
    public IReadOnlyList<Table> Tables { get; init; } = [];

    /// <summary>Tables that gain something, in the order of the new model.</summary>
    public IReadOnlyList<TableChange> Altered { get; init; } = [];

    /// <summary>What can't be done to tables that hold rows.</summary>
    public IReadOnlyList<RefusedChange> Refused { get; init; } = [];

    public bool IsEmpty => Tables.Count == 0 && Altered.Count == 0;

    /// <summary>Compares two models. A pure function.</summary>
    public static ModelChanges Between(RelationalModel released, RelationalModel current)
    {
        var before = released.Tables.ToDictionary(KeyOf, StringComparer.Ordinal);
        var after = current.Tables.ToDictionary(KeyOf, StringComparer.Ordinal);
        var refused = new List<RefusedChange>();
        foreach (var (key, table) in before)
        {
            if (!after.ContainsKey(key))
                refused.Add(new RefusedChange(BlueprintRules.StoredRemoved, table.Source, $"The table '{table.Name}' would be removed."));
        }

        var altered = new List<TableChange>();
        foreach (var table in current.Tables)
        {
            if (!before.TryGetValue(KeyOf(table), out var known))
                continue;
            var comparer = new TableComparer(known, table);
            var change = comparer.Compare();
            refused.AddRange(comparer.Refused);
            if (!change.IsEmpty)
                altered.Add(change);
        }

        return new ModelChanges
        {
            Tables = [.. current.Tables.Where(table => !before.ContainsKey(KeyOf(table)))],
            Altered = altered,
            Refused = refused,
        };
    }

    // System tables have no source and never change their names.
    private static string KeyOf(Table table) => table.Source ?? "system " + table.Name;
}

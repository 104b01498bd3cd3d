using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage.Changes;

/// <summary>Compares one table with what it was; used once.</summary>
internal sealed class TableComparer(Table before, Table after)
{
    private readonly List<RefusedChange> _refused = [];
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);

    public IReadOnlyList<RefusedChange> Refused => _refused;

    public TableChange Compare()
    {
        if (before.Name != after.Name)
            Refuse(BlueprintRules.StoredRenamed, after.Source, $"The table '{before.Name}' would be called '{after.Name}'.");
        var columns = Columns();
        return new TableChange(before, after)
        {
            Columns = columns,
            ForeignKeys = ForeignKeys(),
            UniqueConstraints = UniqueConstraints(),
            Checks = Checks(),
            Indexes = [.. after.Indexes.Where(index => !before.Indexes.Any(known => Same(known, index)))],
            RemovedIndexes = [.. before.Indexes.Where(known => !after.Indexes.Any(index => Same(known, index)))],
        };
    }

    private List<Column> Columns()
    {
        var known = before.Columns.ToDictionary(KeyOf, StringComparer.Ordinal);
        var now = after.Columns.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        foreach (var column in before.Columns.Where(column => !now.Contains(KeyOf(column))))
            Refuse(
                BlueprintRules.StoredRemoved,
                column.Source ?? after.Source,
                $"The column '{column.Name}' of '{before.Name}' would be removed."
            );

        var added = new List<Column>();
        foreach (var column in after.Columns)
        {
            if (known.TryGetValue(KeyOf(column), out var old))
                Stays(old, column);
            else
                added.Add(column);
        }

        foreach (var column in added)
        {
            _added.Add(column.Name);
            if (!column.Nullable && column.Default is null)
                Refuse(
                    BlueprintRules.StoredRequired,
                    column.Source ?? after.Source,
                    $"The rows of '{after.Name}' that are there have no value for the new column '{column.Name}'."
                );
        }

        return added;
    }

    private void Stays(Column old, Column column)
    {
        var element = column.Source ?? after.Source;
        var name = $"The column '{old.Name}' of '{before.Name}'";
        if (old.Name != column.Name)
            Refuse(BlueprintRules.StoredRenamed, element, $"{name} would be called '{column.Name}'.");
        if (old.Type != column.Type)
            Refuse(BlueprintRules.StoredChanged, element, $"{name} would change from {Describe(old.Type)} to {Describe(column.Type)}.");
        if (old.Nullable != column.Nullable)
            Refuse(BlueprintRules.StoredChanged, element, $"{name} would become {(column.Nullable ? "optional" : "required")}.");
        if (old.Default != column.Default)
            Refuse(BlueprintRules.StoredChanged, element, $"{name} would have another default.");
    }

    private List<ForeignKey> ForeignKeys()
    {
        var added = new List<ForeignKey>();
        foreach (var key in after.ForeignKeys)
        {
            var old = before.ForeignKeys.FirstOrDefault(known => known.Column == key.Column);
            if (old is null)
                added.Add(key);
            else if (old.PrincipalTable != key.PrincipalTable || old.OnDelete != key.OnDelete)
                Refuse(
                    BlueprintRules.StoredChanged,
                    key.Relation ?? after.Source,
                    $"The reference from '{before.Name}.{key.Column}' would lead elsewhere or delete otherwise."
                );
        }

        return added;
    }

    // Nulls differ from each other, so a new optional column breaks no unique combination.
    private List<UniqueConstraint> UniqueConstraints()
    {
        var added = after.UniqueConstraints.Where(unique => !before.UniqueConstraints.Any(known => Same(known, unique))).ToList();
        foreach (var unique in added)
        {
            if (!unique.Columns.Any(name => _added.Contains(name) && after.FindColumn(name) is { Nullable: true, Default: null }))
                Refuse(
                    BlueprintRules.StoredRequired,
                    unique.Source ?? after.Source,
                    $"Rows of '{after.Name}' that are there may have the same {string.Join(", ", unique.Columns)}."
                );
        }

        foreach (var gone in before.UniqueConstraints.Where(known => !after.UniqueConstraints.Any(unique => Same(known, unique))))
            Refuse(
                BlueprintRules.StoredChanged,
                gone.Source ?? after.Source,
                $"Rows of '{before.Name}' could then share {string.Join(", ", gone.Columns)}."
            );
        return added;
    }

    private List<TableCheck> Checks()
    {
        var added = new List<TableCheck>();
        foreach (var check in after.Checks)
        {
            var old = before.Checks.FirstOrDefault(known => known.Name == check.Name);
            if (old is null && check.Condition.Columns.Any(_added.Contains))
                added.Add(check);
            else if (old is null || !Same(old.Condition, check.Condition))
                Refuse(
                    BlueprintRules.StoredChanged,
                    check.Source ?? after.Source,
                    $"The bounds or values of '{after.Name}.{check.Condition.Columns[0]}' would change ({check.Name})."
                );
        }

        foreach (var gone in before.Checks.Where(known => !after.Checks.Any(check => check.Name == known.Name)))
        {
            // A column that goes has been refused by its name.
            if (gone.Condition.Columns.All(name => after.FindColumn(name) is not null))
                Refuse(
                    BlueprintRules.StoredChanged,
                    gone.Source ?? after.Source,
                    $"The bounds or values of '{before.Name}.{gone.Condition.Columns[0]}' would change ({gone.Name})."
                );
        }

        return added;
    }

    private void Refuse(BlueprintRule rule, string? element, string message) => _refused.Add(new RefusedChange(rule, element, message));

    private static string KeyOf(Column column) => column.Source ?? "system " + column.Name;

    private static string Describe(ColumnType type) =>
        type.Kind
        + (
            type.Precision is { } precision ? $"({precision},{type.Scale})"
            : type.Length is { } length ? $" of at most {length}"
            : ""
        );

    private static bool Same(TableIndex a, TableIndex b) =>
        a.Name == b.Name && a.IsSearch == b.IsSearch && a.Columns.SequenceEqual(b.Columns);

    private static bool Same(UniqueConstraint a, UniqueConstraint b) => a.Name == b.Name && a.Columns.SequenceEqual(b.Columns);

    // Records compare lists by reference.
    private static bool Same(CheckCondition a, CheckCondition b) =>
        (a, b) is (OneOfCondition x, OneOfCondition y) ? x.Column == y.Column && x.Values.SequenceEqual(y.Values) : a == b;
}

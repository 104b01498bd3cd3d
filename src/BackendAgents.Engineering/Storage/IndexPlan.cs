using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>
/// Chooses the indexes of an entity's table: the declared ones, one that leads with each foreign key (PostgreSQL makes none, and a delete
/// of the principal would read the whole table), the ones that keyset paging walks, and those of searches.
/// An index that another already serves is left out.
/// </summary>
internal sealed class IndexPlan(Blueprint blueprint, Entity entity, string table, EntityColumns columns, StorageNames names)
{
    private readonly List<TableIndex> _indexes = [];

    public IReadOnlyList<TableIndex> Build(IReadOnlyList<ForeignKey> foreignKeys, IReadOnlyList<UniqueConstraint> unique)
    {
        foreach (var index in entity.Indexes.Where(static index => !index.Unique))
            Add([.. index.Columns.Select(columns.NameOf)], index.Id);

        var lists = blueprint.Operations.Where(operation => operation.Kind == OperationKind.List && operation.Entity == entity.Id).ToList();
        foreach (var key in foreignKeys)
        {
            // Pages of one principal's rows are read in (created_at, id) order, so the index carries that order.
            if (IsListedBy(key.Relation!, lists))
                Add([key.Column, ColumnMapper.CreatedAt, ColumnMapper.Id], key.Relation);
            else if (
                !unique.Any(constraint => constraint.Columns[0] == key.Column) && !_indexes.Exists(index => index.Columns[0] == key.Column)
            )
                Add([key.Column], key.Relation);
        }

        if (lists.Count > 0)
            Add([ColumnMapper.CreatedAt, ColumnMapper.Id], null);
        foreach (var list in lists)
            AddSorts(list);
        foreach (var list in lists.Where(static list => list.Search.Count > 0))
            AddSearch([.. entity.Fields.Where(field => list.Search.Contains(field.Id)).Select(field => columns.NameOf(field.Id))]);
        return _indexes;
    }

    private bool IsListedBy(string relation, List<Operation> lists) =>
        lists.Exists(list =>
            blueprint.Relations.First(candidate => candidate.Id == relation).Kind == RelationKind.OneToMany
            && (
                list.Filters.Contains(relation)
                || (entity.Owner.Count > 0 && entity.Owner[0] == relation && list.Access.Any(static rule => rule.Scope == AccessScope.Own))
            )
        );

    // Both directions read the same index; the rows of one owner are read in their order, too.
    private void AddSorts(Operation list)
    {
        var owner = list.Access.Any(static rule => rule.Scope == AccessScope.Own) && entity.Owner.Count == 1 ? entity.Owner[0] : null;
        foreach (var member in list.Sort)
        {
            var column = columns.NameOf(member);
            if (list.Access.Any(static rule => rule.Scope == AccessScope.Any))
                Add([column, ColumnMapper.Id], null);
            if (owner is not null)
                Add([columns.NameOf(owner), column, ColumnMapper.Id], null);
        }
    }

    private void AddSearch(IReadOnlyList<string> members)
    {
        if (!_indexes.Exists(index => index.IsSearch && index.Columns.SequenceEqual(members)))
            _indexes.Add(new TableIndex(names.Unique("ix", table, [.. members, "words"]), members) { IsSearch = true });
    }

    private void Add(IReadOnlyList<string> members, string? source)
    {
        if (members.Count > 0 && !_indexes.Exists(index => index.Columns.SequenceEqual(members)))
            _indexes.Add(new TableIndex(names.Unique("ix", table, members), members) { Source = source });
    }
}

using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Databases;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Verification.PostgreSql.Plans;

/// <summary>A query that a list sends, and what a caller asks by it.</summary>
/// <param name="Operation">The list.</param>
/// <param name="Asked">The filter, search or page, for people.</param>
/// <param name="Sql">The query.</param>
internal sealed record ListQuery(Operation Operation, string Asked, string Sql);

/// <summary>
/// The queries of the lists of a blueprint: the first and a deep page, each filter, the search, and one owner's rows; with the values of
/// a row in the middle of the table. As the delivered service's paging writes them.
/// </summary>
internal sealed class ListQueries(Blueprint blueprint, RelationalModel model, SqlDialect dialect)
{
    private const string MySql = "mysql";

    private static readonly string s_newest = PageOf("created_at");

    /// <summary>The lists, each with its table.</summary>
    public IEnumerable<(Operation Operation, Table Table)> Lists =>
        blueprint
            .Operations.Where(static operation => operation.Kind == OperationKind.List)
            .Select(list => (list, model.TableOf(list.Entity)));

    /// <summary>The columns by which rows of a table are filtered.</summary>
    public IReadOnlySet<string> FilteredBy(Table table) =>
        Lists
            .Where(list => list.Table == table)
            .SelectMany(static list => list.Operation.Filters)
            .Select(filter => model.ColumnOf(filter).Name)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The query that reads the row whose values the others use.</summary>
    /// <param name="table">The table.</param>
    /// <param name="depth">How many rows are newer.</param>
    public string Middle(Table table, int depth) =>
        $"select {string.Join(", ", table.Columns.Select(AsText))} from {Name(table.Name)} "
        + $"order by created_at desc, id desc limit 1 offset {depth}";

    /// <summary>All queries of a list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="table">Its table.</param>
    /// <param name="row">Values of a row as text, by column.</param>
    public IEnumerable<ListQuery> Of(Operation list, Table table, IReadOnlyDictionary<string, string?> row)
    {
        var id = Text(row["id"]);
        var deep = Beyond("created_at", row["created_at"]);
        yield return Query("the first page", "true");
        yield return Query("a deep page", deep);
        foreach (var filter in list.Filters)
        {
            var equal = Equal(model.ColumnOf(filter));
            yield return Query($"filtered by {model.ColumnOf(filter).Name}", equal);
            yield return Query($"a deep page, filtered by {model.ColumnOf(filter).Name}", $"{equal} and {deep}");
        }

        var entity = blueprint.Entities.First(entity => entity.Id == list.Entity);
        foreach (var (field, name) in list.Access.Any(static rule => rule.Scope == AccessScope.Any) ? ListSort.Members(list, entity) : [])
        {
            var column = field is null ? Conventions.Snake(name) : model.ColumnOf(field.Id).Name;
            yield return Query($"a deep page, by {column}", Beyond(Name(column), row[column]), PageOf(Name(column)));
        }

        // Rows that belong to a caller by way of other rows are found by a join, which is not looked at here.
        if (entity.Owner.Count == 1 && list.Access.Any(static rule => rule.Scope == AccessScope.Own))
            yield return Query("the rows of one owner", Equal(model.ColumnOf(entity.Owner[0])));
        List<string> searched =
        [
            .. entity.Fields.Where(field => list.Search.Contains(field.Id)).Select(field => model.ColumnOf(field.Id).Name),
        ];
        if (searched.Count > 0)
        {
            var index = table.Indexes.First(index => index.IsSearch && index.Columns.SequenceEqual(searched));
            var word = row[searched[0]]!;
            var sql = dialect.Search(table, index).Replace("{0}", Text(dialect.Words(word[..Math.Min(12, word.Length)])));
            yield return new(list, "searched", $"select * from ({sql}) as found {s_newest}");
        }

        string Equal(Column column) => $"{Name(column.Name)} = {Text(row[column.Name])}";

        string Beyond(string key, string? value) => Text(value) is var seen ? $"{key} <= {seen} and ({key} < {seen} or id < {id})" : "";

        ListQuery Query(string asked, string condition, string? page = null) =>
            new(list, asked, $"select * from {Name(table.Name)} where {condition} {page ?? s_newest}");
    }

    // The greatest first, as a page of the service.
    private static string PageOf(string key) => $"order by {key} desc, id desc limit 21";

    private string AsText(Column column) => $"cast({Name(column.Name)} as {(dialect.Id == MySql ? "char" : "text")})";

    private string Name(string name) => dialect.Identifier(name);

    private string Text(string? value) => dialect.Text(value ?? "");
}

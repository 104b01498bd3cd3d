using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Storage;
using Npgsql;

namespace BackendAgents.Verification.PostgreSql;

// What a database holds, and what a model says that it should, in the same words: a line for each column, key, index and check.
internal static class CatalogueReader
{
    private const string Columns = """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        """;

    private const string Constraints = """
        select c.relname, k.contype::text, k.conname,
               (select string_agg(a.attname, ',' order by p.at) from unnest(k.conkey) with ordinality p(num, at)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.num),
               f.relname,
               (select string_agg(a.attname, ',' order by p.at) from unnest(k.confkey) with ordinality p(num, at)
                join pg_attribute a on a.attrelid = k.confrelid and a.attnum = p.num),
               k.confdeltype::text
        from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class f on f.oid = k.confrelid
        where c.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f', 'c')
        """;

    // An index over an expression is one of a search.
    private const string Words = "words";

    private const string Indexes = """
        select c.relname, i.relname,
               (select string_agg(coalesce(a.attname, 'words'), ',' order by p.at)
                from unnest(x.indkey) with ordinality p(num, at)
                left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = p.num and p.num > 0)
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
        where c.relnamespace = 'public'::regnamespace
          and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u'))
        """;

    public static async Task<SortedSet<string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await RowsAsync(Columns, row => Column(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4)))
            .ConfigureAwait(false);
        await RowsAsync(Constraints, static row => row.GetString(1) switch
                {
                    "p" => Key(row.GetString(0), "primary key", row.GetString(2), row.GetString(3)),
                    "u" => Key(row.GetString(0), "unique constraint", row.GetString(2), row.GetString(3)),
                    "f" => Reference(
                        row.GetString(0),
                        row.GetString(2),
                        row.GetString(3),
                        row.GetString(4),
                        row.GetString(5),
                        row.GetString(6)
                    ),
                    _ => Check(row.GetString(0), row.GetString(2)),
                })
            .ConfigureAwait(false);
        await RowsAsync(Indexes, static row => Key(row.GetString(0), "index", row.GetString(1), row.GetString(2))).ConfigureAwait(false);
        return lines;

        async Task RowsAsync(string sql, Func<NpgsqlDataReader, string> line)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                lines.Add(line(rows));
        }
    }

    public static SortedSet<string> Describe(RelationalModel model)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var table in model.Tables)
        {
            foreach (var column in table.Columns)
                lines.Add(Column(table.Name, column.Name, TypeOf(column.Type), !column.Nullable, column.Default is not null));
            lines.Add(Key(table.Name, "primary key", table.PrimaryKey.Name, string.Join(',', table.PrimaryKey.Columns)));
            foreach (var unique in table.UniqueConstraints)
                lines.Add(Key(table.Name, "unique constraint", unique.Name, string.Join(',', unique.Columns)));
            foreach (var key in table.ForeignKeys)
                lines.Add(Reference(table.Name, key.Name, key.Column, key.PrincipalTable, key.PrincipalColumn, Code(key.OnDelete)));
            foreach (var index in table.Indexes)
                lines.Add(Key(table.Name, "index", index.Name, index.IsSearch ? Words : string.Join(',', index.Columns)));
            foreach (var check in table.Checks)
                lines.Add(Check(table.Name, check.Name));
        }

        return lines;
    }

    // As format_type spells it.
    private static string TypeOf(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Text => "text",
            ColumnKind.Integer => "integer",
            ColumnKind.BigInt => "bigint",
            ColumnKind.Numeric => $"numeric({type.Precision},{type.Scale})",
            ColumnKind.DoublePrecision => "double precision",
            ColumnKind.Boolean => "boolean",
            ColumnKind.Date => "date",
            ColumnKind.Time => "time without time zone",
            ColumnKind.Timestamp => "timestamp with time zone",
            ColumnKind.Uuid => "uuid",
            ColumnKind.Json => "jsonb",
            ColumnKind.Binary => "bytea",
            var other => throw new InvalidOperationException($"Unknown column kind {other}."),
        };

    // pg_constraint.confdeltype.
    private static string Code(DeleteBehavior behaviour) =>
        behaviour switch
        {
            DeleteBehavior.Cascade => "c",
            DeleteBehavior.SetNull => "n",
            _ => "r",
        };

    private static string Column(string table, string name, string type, bool required, bool defaulted) =>
        $"table {table}: column {name} {type}{(required ? " not null" : "")}{(defaulted ? " with a default" : "")}";

    private static string Key(string table, string kind, string name, string columns) => $"table {table}: {kind} {name} on ({columns})";

    private static string Reference(string table, string name, string column, string principal, string principalColumn, string onDelete) =>
        $"table {table}: foreign key {name} from {column} to {principal}({principalColumn}), on delete '{onDelete}'";

    // The server rewrites conditions, so that only the name can be compared; the delivered tests exercise the conditions.
    private static string Check(string table, string name) => $"table {table}: check {name}";
}

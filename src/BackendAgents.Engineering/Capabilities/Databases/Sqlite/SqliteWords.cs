using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.Sqlite;

/// <summary>
/// The words of a table's rows, in a table of FTS5 which triggers keep. It knows rows by number. SQLite's own numbers may change when a
/// file is compacted, so those of a second table are taken. Texts are not stored again: what goes is told by what it was.
/// </summary>
internal sealed class SqliteWords(SqlDialect dialect, Table table, TableIndex index, string most)
{
    /// <summary>The number of a row.</summary>
    public const string Number = "number";

    private readonly string _rows = dialect.Identifier(table.Name);
    private readonly string _words = dialect.Identifier(index.Name);
    private readonly string _numbers = dialect.Identifier(Numbers(index));
    private readonly string _id = dialect.Identifier(ColumnMapper.Id);
    private readonly string _number = dialect.Identifier(Number);

    /// <summary>The table of numbers.</summary>
    public static string Numbers(TableIndex index) => index.Name + "_rows";

    /// <summary>SQL that makes the tables and the triggers; words are those of the other databases: letters, marks and digits.</summary>
    public IEnumerable<string> Create() =>
        [
            $"CREATE TABLE {_numbers} ({_number} INTEGER PRIMARY KEY, {_id} TEXT NOT NULL UNIQUE);",
            $"CREATE VIRTUAL TABLE {_words} USING fts5 (\"words\", content = '', "
                + "tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N*'\");",
            On("added", "INSERT", $"INSERT INTO {_numbers} ({_id}) VALUES (new.{_id}); {Put("new")}"),
            On("changed", $"UPDATE OF {Columns()}", $"{Take()} {Put("new")}"),
            On("removed", "DELETE", $"{Take()} DELETE FROM {_numbers} WHERE {_id} = old.{_id};"),
        ];

    /// <summary>SQL that takes in the rows that are there.</summary>
    public string Fill() =>
        $"""
            INSERT INTO {_numbers} ({_id}) SELECT {_id} FROM {_rows};
            INSERT INTO {_words} (rowid, "words") SELECT {_numbers}.{_number}, {Text(_rows)} FROM {_rows}
              JOIN {_numbers} ON {_numbers}.{_id} = {_rows}.{_id};
            """;

    /// <summary>SQL that removes them, once the triggers are gone.</summary>
    public IEnumerable<string> DropTables() => [$"DROP TABLE {_words};", $"DROP TABLE {_numbers};"];

    /// <summary>SQL that removes the triggers, which go with the table of the rows otherwise.</summary>
    public IEnumerable<string> DropTriggers() =>
        [$"DROP TRIGGER {Trigger("added")};", $"DROP TRIGGER {Trigger("changed")};", $"DROP TRIGGER {Trigger("removed")};"];

    private string On(string when, string what, string body) => $"CREATE TRIGGER {Trigger(when)} AFTER {what} ON {_rows} BEGIN {body} END;";

    private string Put(string row) =>
        $"INSERT INTO {_words} (rowid, \"words\") SELECT {_number}, {Text(row)} FROM {_numbers} WHERE {_id} = {row}.{_id};";

    private string Take() =>
        $"INSERT INTO {_words} ({_words}, rowid, \"words\") SELECT 'delete', {_number}, {Text("old")} FROM {_numbers} "
        + $"WHERE {_id} = old.{_id};";

    private string Text(string row)
    {
        var texts = index.Columns.Select(column => $"coalesce({row}.{dialect.Identifier(column)}, '')");
        return $"substr({string.Join(" || ' ' || ", texts)}, 1, {most})";
    }

    private string Columns() => string.Join(", ", index.Columns.Select(dialect.Identifier));

    private string Trigger(string when) => dialect.Identifier($"{index.Name}_{when}");
}

using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>
/// Writes a whole model as the first migration: tables, then references (they may form cycles), then indexes, then comments.
/// </summary>
internal static class MigrationWriter
{
    public static string Write(RelationalModel model)
    {
        var writer = new CodeWriter();
        writer
            .Line("-- The first migration: every table of the service, for PostgreSQL 15 or later.")
            .Line("-- Generated from backend.yaml; change that instead. Nothing stays behind when a statement fails.")
            .Line("BEGIN;")
            .Line();
        foreach (var table in model.Tables)
            WriteTable(writer, table);
        foreach (var table in model.Tables)
            WriteForeignKeys(writer, table);
        foreach (var table in model.Tables)
            WriteIndexes(writer, table);
        foreach (var table in model.Tables)
            WriteComments(writer, table);
        return writer.Line("COMMIT;").ToString();
    }

    private static void WriteTable(CodeWriter writer, Table table)
    {
        List<string> members =
        [
            .. table.Columns.Select(Column),
            $"CONSTRAINT {SqlText.Identifier(table.PrimaryKey.Name)} PRIMARY KEY ({SqlText.Identifiers(table.PrimaryKey.Columns)})",
            .. table.UniqueConstraints.Select(static unique =>
                $"CONSTRAINT {SqlText.Identifier(unique.Name)} UNIQUE ({SqlText.Identifiers(unique.Columns)})"
            ),
            .. table.Checks.Select(check =>
                $"CONSTRAINT {SqlText.Identifier(check.Name)} CHECK ({SqlConditions.Write(check.Condition, table)})"
            ),
        ];
        writer
            .Block(
                $"CREATE TABLE {SqlText.Identifier(table.Name)} (",
                body => body.Lines(members.Select((member, i) => i < members.Count - 1 ? member + "," : member)),
                open: "",
                close: ");"
            )
            .Line();
    }

    private static string Column(Column column) =>
        $"{SqlText.Identifier(column.Name)} {column.Type.Sql}"
        + (column.Nullable ? "" : " NOT NULL")
        + (column.Default is { } value ? $" DEFAULT {SqlText.Constant(value, column.Type.Kind)}" : "");

    private static void WriteForeignKeys(CodeWriter writer, Table table)
    {
        foreach (var key in table.ForeignKeys)
        {
            writer
                .Line($"ALTER TABLE {SqlText.Identifier(table.Name)}")
                .Indented(body =>
                    body.Line($"ADD CONSTRAINT {SqlText.Identifier(key.Name)} FOREIGN KEY ({SqlText.Identifier(key.Column)})")
                        .Line(
                            $"REFERENCES {SqlText.Identifier(key.PrincipalTable)} ({SqlText.Identifier(key.PrincipalColumn)}) ON DELETE {OnDelete(key.OnDelete)};"
                        )
                );
        }

        if (table.ForeignKeys.Count > 0)
            writer.Line();
    }

    private static void WriteIndexes(CodeWriter writer, Table table)
    {
        foreach (var index in table.Indexes)
            writer.Line(
                $"CREATE INDEX {SqlText.Identifier(index.Name)} ON {SqlText.Identifier(table.Name)} ({SqlText.Identifiers(index.Columns)});"
            );
        if (table.Indexes.Count > 0)
            writer.Line();
    }

    private static void WriteComments(CodeWriter writer, Table table)
    {
        var name = SqlText.Identifier(table.Name);
        if (table.Description.Length > 0)
            writer.Line($"COMMENT ON TABLE {name} IS {SqlText.Text(table.Description)};");
        var described = table.Columns.Where(static column => column.Description.Length > 0).ToList();
        foreach (var column in described)
            writer.Line($"COMMENT ON COLUMN {name}.{SqlText.Identifier(column.Name)} IS {SqlText.Text(column.Description)};");
        if (table.Description.Length > 0 || described.Count > 0)
            writer.Line();
    }

    private static string OnDelete(DeleteBehavior behavior) =>
        behavior switch
        {
            DeleteBehavior.Cascade => "CASCADE",
            DeleteBehavior.SetNull => "SET NULL",
            _ => "RESTRICT",
        };
}

using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Diagrams;

/// <summary>Draws the tables as a Mermaid entity-relationship diagram within a Markdown page.</summary>
internal sealed class ErDiagramEmitter : IEmitter
{
    /// <summary>Path of the page.</summary>
    public const string PagePath = "docs/er-diagram.md";

    /// <inheritdoc />
    public string Id => "er-diagram";

    /// <inheritdoc />
    public string Description => "Entity-relationship diagram of the tables (Mermaid)";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = delivery.Plan.Storage;
        var writer = new CodeWriter();
        writer
            .Line("# Data model")
            .Line()
            .Line("Generated from `backend.yaml`. PK: primary key, FK: foreign key, UK: unique.")
            .Line()
            .Line("```mermaid")
            .Line("erDiagram")
            .Indented(body =>
            {
                foreach (var table in model.Tables)
                    WriteTable(body, table);
                foreach (var table in model.Tables)
                    WriteRelations(body, table);
            })
            .Line("```");
        WriteReasons(writer, delivery.Plan.Blueprint);
        return [new Artifact(PagePath, writer.ToString())];
    }

    private static void WriteReasons(CodeWriter writer, Blueprint blueprint)
    {
        var reasons = blueprint
            .Entities.SelectMany(static entity => entity.Dependencies.Select(dependency => (entity.Name, Dependency: dependency)))
            .Where(static one => one.Dependency.Reason.Length > 0)
            .ToList();
        if (reasons.Count == 0)
            return;
        writer.Line().Line("## Stored more than once, on purpose").Line();
        foreach (var (entity, dependency) in reasons)
            writer.Line(
                $"- **{entity}**: {string.Join(", ", dependency.Determine)} follows from {string.Join(", ", dependency.Fields)}. "
                    + MarkdownText.Escape(dependency.Reason)
            );
    }

    private static void WriteTable(CodeWriter writer, Table table) =>
        writer.Block(
            $"{MermaidText.Word(table.Name)} {{",
            body => body.Lines(table.Columns.Select(column => Attribute(table, column))),
            open: ""
        );

    private static string Attribute(Table table, Column column)
    {
        List<string> keys = [];
        if (table.PrimaryKey.Columns.Contains(column.Name))
            keys.Add("PK");
        if (table.ForeignKeys.Any(key => key.Column == column.Name))
            keys.Add("FK");
        if (table.UniqueConstraints.Any(unique => unique.Columns is [var only] && only == column.Name))
            keys.Add("UK");

        var comment = MermaidText.Quoted($"{(column.Nullable ? "optional. " : "")}{column.Description}");
        return $"{TypeWord(column.Type)} {MermaidText.Word(column.Name)}"
            + (keys.Count > 0 ? " " + string.Join(", ", keys) : "")
            + (comment.Length > 0 ? $" \"{comment}\"" : "");
    }

    // Mermaid's grammar allows no comma or space within a type.
    private static string TypeWord(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Numeric => $"numeric_{type.Precision}_{type.Scale}",
            ColumnKind.DoublePrecision => "double",
            var kind => kind.ToString().ToLowerInvariant(),
        };

    private static void WriteRelations(CodeWriter writer, Table table)
    {
        foreach (var key in table.ForeignKeys)
        {
            var principal = table.FindColumn(key.Column)!.Nullable ? "|o" : "||";
            var isOne = table.UniqueConstraints.Any(unique => unique.Columns is [var only] && only == key.Column);
            var label = MermaidText.Quoted(key.Label);
            writer.Line(
                $"{MermaidText.Word(key.PrincipalTable)} "
                    + $"{principal}--{(isOne ? "o|" : "o{")} {MermaidText.Word(table.Name)} : \"{(label.Length > 0 ? label : "has")}\""
            );
        }
    }
}

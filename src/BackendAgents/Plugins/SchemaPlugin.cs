using System.ComponentModel;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>Functions about the database schema that follows from the blueprint.</summary>
/// <param name="project">The work in progress.</param>
internal sealed class SchemaPlugin(BackendProject project)
{
    /// <summary>The tables in a few words.</summary>
    [KernelFunction("describe")]
    [Description("Lists the entities with their fields, and the relations between them, a line each.")]
    public string Describe()
    {
        if (project.Current.Blueprint is not { } blueprint)
            return PluginArtifacts.NoBlueprint;
        var names = blueprint.Entities.ToDictionary(static entity => entity.Id, static entity => entity.Name);
        var entities = blueprint.Entities.Select(static entity =>
            $"{entity.Name} ({Conventions.Table(entity)}): " + string.Join(", ", entity.Fields.Select(Describe))
        );
        var relations = blueprint.Relations.Select(relation =>
            $"{names[relation.From]}.{relation.Inverse} {relation.Kind} "
            + $"{names[relation.To]}.{relation.Name}{(relation.Required ? "" : "?")}, on delete {relation.OnDelete}"
        );
        return PluginAnswer.Give(string.Join('\n', entities.Concat(relations)));

        static string Describe(Field field) => $"{field.Name} {field.Type}{(field.Required ? "" : "?")}{(field.Unique ? " unique" : "")}";
    }

    /// <summary>The DDL for PostgreSQL.</summary>
    [KernelFunction("ddl")]
    [Description("Returns the SQL that creates the schema in PostgreSQL.")]
    public string Ddl() => PluginArtifacts.Give(project, static path => path.StartsWith("db/migrations/", StringComparison.Ordinal));

    /// <summary>The ER diagram.</summary>
    [KernelFunction("er_diagram")]
    [Description("Returns the entity-relationship diagram as Mermaid in Markdown.")]
    public string ErDiagram() => PluginArtifacts.Give(project, static path => path == "docs/er-diagram.md");
}

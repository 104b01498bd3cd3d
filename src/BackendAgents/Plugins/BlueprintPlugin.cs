using System.ComponentModel;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>Functions to read and change the blueprint. Each change is validated whole: it is accepted or nothing happens.</summary>
/// <param name="project">The work in progress. Thread-safe, so one project can serve several kernels.</param>
internal sealed class BlueprintPlugin(BackendProject project)
{
    /// <summary>The blueprint as YAML.</summary>
    [KernelFunction("get")]
    [Description("Returns the current blueprint (backend.yaml), the typed model from which all files are made.")]
    public string Get() =>
        project.Current.Blueprint is { } blueprint
            ? PluginAnswer.Give(BlueprintYaml.Write(blueprint), $"revision {project.Current.Revision}")
            : PluginAnswer.Refuse("There is no blueprint yet.", "Write one with blueprint-replace.");

    /// <summary>Puts a whole blueprint in place of the current one.</summary>
    [KernelFunction("replace")]
    [Description(
        "Replaces the whole blueprint by a YAML document. Answers 'accepted' with the open findings, or the problems with line and remedy; then nothing is changed."
    )]
    public string Replace([Description("The whole backend.yaml.")] string yaml)
    {
        if (PluginLimits.Refuse(yaml, nameof(yaml)) is { } refusal)
            return refusal;
        var result = project.Replace(yaml);
        return result.Blueprint is null
            ? PluginAnswer.Refuse(result.Problems, isChange: true)
            : PluginAnswer.Accept(project.Current, Describe(result.Blueprint));
    }

    /// <summary>Applies a list of edits, all or none.</summary>
    [KernelFunction("edit")]
    [Description(
        "Applies a JSON array of edits to the blueprint, all or none. Each has 'op': upsertEntity, removeEntity, upsertField, removeField, upsertRelation, removeRelation, upsertOperation, removeOperation, and so on."
    )]
    public string Edit([Description("JSON array of edits, for example [{\"op\":\"removeField\",\"id\":\"post-slug\"}].")] string edits)
    {
        if (PluginLimits.Refuse(edits, nameof(edits)) is { } refusal)
            return refusal;
        if (project.Current.Blueprint is null)
            return PluginAnswer.Refuse("There is no blueprint yet.", "Write one with blueprint-replace.", isChange: true);
        var parsed = BlueprintEditJson.Parse(edits);
        if (parsed.Problems.Count > 0)
            return PluginAnswer.Refuse(parsed.Problems, isChange: true);
        var result = project.Apply(parsed.Edits);
        return result.Blueprint is null
            ? PluginAnswer.Refuse(result.Problems, isChange: true)
            : PluginAnswer.Accept(project.Current, PluginAnswer.Count(parsed.Edits.Count, "edit") + " applied");
    }

    /// <summary>Checks a YAML document without taking it over.</summary>
    [KernelFunction("validate")]
    [Description("Checks a blueprint in YAML without changing anything.")]
    public static string Validate([Description("The whole backend.yaml.")] string yaml)
    {
        if (PluginLimits.Refuse(yaml, nameof(yaml)) is { } refusal)
            return refusal;
        var read = BlueprintYaml.Parse(yaml);
        return read.Succeeded ? PluginAnswer.Give(Describe(read.Blueprint!), "valid") : PluginAnswer.Refuse(read.Problems);
    }

    private static string Describe(Blueprint blueprint) =>
        $"{blueprint.Entities.Count} {(blueprint.Entities.Count == 1 ? "entity" : "entities")}, {PluginAnswer.Count(blueprint.Relations.Count, "relation")}, "
        + $"{PluginAnswer.Count(blueprint.Operations.Count, "operation")}, {PluginAnswer.Count(blueprint.Roles.Count, "role")}";
}

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
    [Description("Returns the current blueprint (backend.yaml) as YAML, or only a part of it.")]
    public string Get(
        [Description("Only this part, for example entities.Post or operations.createPost; all when left out.")] string? path = null
    )
    {
        if (project.Current.Blueprint is not { } blueprint)
            return PluginAnswer.Refuse("There is no blueprint yet.", FirstStep);
        var yaml = BlueprintYaml.Write(blueprint);
        if (string.IsNullOrWhiteSpace(path))
            return PluginAnswer.Give(yaml, $"revision {project.Current.Revision}");
        var (part, problem) = BlueprintEditor.Part(yaml, path);
        return part is null
            ? PluginAnswer.Refuse(problem!.Value.Message, problem.Value.Remedy)
            : PluginAnswer.Give(part, $"{path} at revision {project.Current.Revision}");
    }

    /// <summary>What a blueprint looks like.</summary>
    [KernelFunction("form")]
    [Description("Returns the form of a blueprint: an annotated example, or all keys of one section with their meaning.")]
    public static string Form(
        [Description("A section such as entities, fields, relations, operations or targets; the example and all sections when left out.")]
            string? section = null
    ) =>
        BlueprintForm.Of(section) is { } form
            ? PluginAnswer.Give(form)
            : PluginAnswer.Refuse($"There is no section '{section}'.", $"Sections are {string.Join(", ", BlueprintForm.Sections)}.");

    /// <summary>Puts a whole blueprint in place of the current one.</summary>
    [KernelFunction("replace")]
    [Description(
        "Sets the whole blueprint, a YAML document as blueprint-form shows. One with problems is kept as the draft: "
            + "mend it with blueprint-edit, never send it again."
    )]
    public string Replace([Description("The whole backend.yaml.")] string yaml)
    {
        if (PluginLimits.Refuse(yaml, nameof(yaml)) is { } refusal)
            return refusal;
        return Answer(project.Current.Blueprint, project.Replace(yaml));
    }

    /// <summary>Applies a list of edits, all or none.</summary>
    [KernelFunction("edit")]
    [Description(
        """
            Changes the blueprint, or the draft that was refused last, by edits; all or none. Paths go by name or id, or as problems
            name them. Example:
            [{"op":"set","path":"entities.Post.fields.slug","value":{"type":"string","maxLength":80}},
            {"op":"set","path":"operations.createPost.access","value":[{"role":"member"}]},{"op":"remove","path":"entities.Tag"}]
            A problem's "edits" can be sent as they are; [{"op":"discardDraft"}] goes back to the blueprint.
            """
    )]
    public string Edit([Description("JSON array of edits.")] string edits)
    {
        if (PluginLimits.Refuse(edits, nameof(edits)) is { } refusal)
            return refusal;
        if (edits.Length < 100 && edits.Contains("discardDraft", StringComparison.OrdinalIgnoreCase))
        {
            project.SetDraft(null);
            return PluginAnswer.Give(
                project.Current.Blueprint is { } left ? BlueprintForm.Describe(left, left) : "There is no blueprint yet.",
                "The draft is gone."
            );
        }

        return Answer(project.Current.Blueprint, project.Edit(edits));
    }

    /// <summary>Checks a YAML document without taking it over.</summary>
    [KernelFunction("validate")]
    [Description("Checks a blueprint in YAML without changing anything.")]
    public static string Validate([Description("The whole backend.yaml.")] string yaml)
    {
        if (PluginLimits.Refuse(yaml, nameof(yaml)) is { } refusal)
            return refusal;
        var read = BlueprintYaml.Parse(yaml);
        return read.Succeeded ? PluginAnswer.Give(BlueprintForm.Describe(read.Blueprint!), "valid") : PluginAnswer.Refuse(read.Problems);
    }

    private const string FirstStep = "Note what the brief says with requirements-facts, or write a blueprint with blueprint-replace.";

    // Relations are told in words, so that one that was meant the other way round shows.
    private string Answer(Blueprint? before, EditResult result) =>
        result.Blueprint is { } blueprint
            ? PluginAnswer.Accept(project.Current, BlueprintForm.Describe(blueprint, before), result.Notes)
            : PluginAnswer.Refuse(result.Problems, DraftNote(), result.Notes);

    private string DraftNote()
    {
        var stays = project.Current.Blueprint is null ? "" : "The blueprint is unchanged. ";
        return project.Current.Draft is { } draft
            ? $"{stays}Refused, and kept as the draft ({draft.Length} characters, {PluginAnswer.Hash(draft)}): "
                + "send blueprint-edit with what mends it, not the document."
            : "Nothing was changed.";
    }
}

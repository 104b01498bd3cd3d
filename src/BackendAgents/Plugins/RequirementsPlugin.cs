using System.ComponentModel;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs;
using BackendAgents.Engineering.Projects;
using BackendAgents.Offline;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>
/// Functions that turn what a brief says into a first blueprint: from facts that an agent read, or from the brief by rules alone.
/// </summary>
/// <param name="project">The work in progress. Thread-safe, so one project can serve several kernels.</param>
internal sealed class RequirementsPlugin(BackendProject project)
{
    private const int MaxListed = 20;
    private const string Unchanged = "Nothing was changed.";
    private const string BriefPath = "docs/brief.md";

    /// <summary>Reads a brief.</summary>
    [KernelFunction("read_brief")]
    [Description(
        "Drafts a blueprint from a brief by deterministic rules, and says what was assumed and what could not be placed. Changes nothing."
    )]
    public static string ReadBrief([Description("The brief, in English.")] string brief)
    {
        if (PluginLimits.Refuse(brief, nameof(brief)) is { } refusal)
            return refusal;
        var reading = BriefReader.Read(brief);
        return reading.Blueprint is { } blueprint
            ? PluginAnswer.Give(BlueprintYaml.Write(blueprint), reading.Page)
            : PluginAnswer.Refuse(
                string.Join(' ', reading.Problems.Select(static problem => problem.ToString())),
                "Say in English what is stored and who may do what."
            );
    }

    /// <summary>The form of facts.</summary>
    [KernelFunction("facts_form")]
    [Description("Returns the JSON Schema of what requirements-facts takes.")]
    public static string FactsForm() => PluginAnswer.Give(BriefFacts.Schema, "JSON Schema of the facts");

    /// <summary>Drafts the blueprint from facts.</summary>
    /// <param name="facts">The facts in the JSON form of <see cref="BriefFacts"/>.</param>
    [KernelFunction("facts")]
    [Description(
        """
            The first step: drafts the blueprint from what the brief says, sentence by sentence, in any language.
            Replaces the current blueprint and docs/brief.md; refine it with blueprint-edit.
            Answers 'accepted' with what was drafted, what could not be placed and the open findings,
            or the problems with their remedies; then nothing is changed.
            Example:
            {"sentences":[{"text":"Every book has a title and belongs to one author.","says":[{"kind":"thing","name":"book"},
            {"kind":"attribute","of":"book","name":"title","required":true},
            {"kind":"relation","each":"book","belongsTo":"author","required":true,"stated":true}]},
            {"text":"Only librarians add books.","says":[{"kind":"role","name":"librarian"},
            {"kind":"action","who":"librarian","does":"create","verb":"add","what":"book","only":true}]},
            {"text":"Members get a mail every night.","says":[{"kind":"open","text":"a mail every night","reason":"It is a schedule."}]}]}
            requirements-facts_form has all kinds.
            """
    )]
    public string Facts([Description("The facts as one JSON object.")] string facts)
    {
        if (PluginLimits.Refuse(facts, nameof(facts)) is { } refusal)
            return refusal;
        if (!BriefFacts.TryParse(facts, out var parsed, out var problems))
            return PluginAnswer.Refuse(problems, Unchanged);
        var reading = parsed.Draft();
        if (reading.Blueprint is not { } blueprint)
            return PluginAnswer.Refuse(reading.Problems, Unchanged);
        var result = project.Replace(blueprint);
        if (result.Blueprint is null)
            return PluginAnswer.Refuse(result.Problems, Unchanged);
        project.PutFile(new Artifact(BriefPath, reading.Page));
        return PluginAnswer.Accept(project.Current, Describe(blueprint, reading), result.Notes);
    }

    private static string Describe(Blueprint blueprint, BriefReading reading)
    {
        var open = reading.Unplaced.Take(MaxListed).Select(static unplaced => $"'{unplaced.Text}' ({unplaced.Reason})").ToList();
        return $"Drafted {blueprint.Entities.Count} entities "
            + $"({string.Join(", ", blueprint.Entities.Select(static entity => entity.Name))}), "
            + $"{blueprint.Relations.Count} relations, {blueprint.Operations.Count} operations, {blueprint.Roles.Count} roles. "
            + $"{reading.Unplaced.Count} not placed{(open.Count > 0 ? ": " + string.Join("; ", open) : "")}.";
    }
}

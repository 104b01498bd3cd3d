using System.ComponentModel;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>
/// Functions to look at the files of the delivery and to add documents to it. They work on the project in memory; the host decides
/// when and where it is written, through the sandbox of <see cref="Workspace"/>.
/// </summary>
/// <param name="project">The work in progress.</param>
internal sealed class WorkspacePlugin(BackendProject project)
{
    private const int MaxLines = 2_000;
    private const int MaxHits = 200;
    private const int MaxHitLength = 240;

    /// <summary>Paths and sizes of all files.</summary>
    [KernelFunction("list")]
    [Description("Lists the files of the delivery with their size in characters.")]
    public string List() =>
        PluginAnswer.Give(
            string.Join('\n', project.Current.Artifacts.Select(static artifact => $"{artifact.Path} ({artifact.Content.Length})")),
            PluginAnswer.Count(project.Current.Artifacts.Count, "file")
        );

    /// <summary>Lines of one file.</summary>
    [KernelFunction("read")]
    [Description("Returns lines of one file of the delivery, numbered.")]
    public string Read(
        [Description("Path as workspace-list gives it.")] string path,
        [Description("First line, from 1.")] int from = 1,
        [Description("How many lines, at most 2000.")] int count = 400
    )
    {
        if (PluginLimits.Refuse(path, nameof(path)) is { } refusal)
            return refusal;
        if (from < 1 || count is < 1 or > MaxLines)
            return PluginAnswer.Refuse($"Lines {from} (+{count}) can't be read.", $"'from' starts at 1; 'count' is 1 to {MaxLines}.");
        return project.Current.Artifacts.Find(path) is { } artifact
            ? PluginAnswer.Give(PluginArtifacts.Lines(artifact.Content, from, count))
            : PluginAnswer.Refuse($"There is no file '{Short(path)}'.", "See workspace-list for what there is.");
    }

    /// <summary>Lines that hold a text.</summary>
    [KernelFunction("search")]
    [Description("Finds lines of the delivery that hold a text (not a pattern; case does not matter), with path and line number.")]
    public string Search(
        [Description("The text to find.")] string text,
        [Description("Only files whose path holds this; empty for all.")] string path = ""
    )
    {
        if (PluginLimits.Refuse(text, nameof(text)) is { } refusal)
            return refusal;
        var hits = project
            .Current.Artifacts.Where(artifact => artifact.Path.Contains(path ?? "", StringComparison.OrdinalIgnoreCase))
            .SelectMany(artifact => artifact.Content.Split('\n').Select((line, index) => (artifact.Path, Number: index + 1, Line: line)))
            .Where(hit => hit.Line.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Take(MaxHits + 1)
            .ToList();
        var listed = hits.Take(MaxHits)
            .Select(static hit =>
                $"{hit.Path}:{hit.Number}: {(hit.Line.Length <= MaxHitLength ? hit.Line : hit.Line[..MaxHitLength] + "…")}"
            );
        return PluginAnswer.Give(
            string.Join('\n', listed),
            hits.Count > MaxHits ? $"the first {MaxHits} lines" : PluginAnswer.Count(hits.Count, "line")
        );
    }

    /// <summary>Adds a document, or replaces one that was added before. Files made from the blueprint can't be written.</summary>
    [KernelFunction("write")]
    [Description("Writes a document below docs/ (Markdown or text). Files made from the blueprint change by changing the blueprint.")]
    public string Write(
        [Description("Path below docs/, for example docs/brief.md.")] string path,
        [Description("The whole text.")] string content
    )
    {
        if (
            PluginLimits.Refuse(path, nameof(path)) is { } refusal
            || (refusal = PluginLimits.Refuse(content, nameof(content))!) is not null
        )
            return refusal;
        if (!path.StartsWith("docs/", StringComparison.Ordinal) || Path.GetExtension(path) is not (".md" or ".txt"))
            return PluginAnswer.Refuse(
                $"'{Short(path)}' is not a document.",
                "Write .md or .txt files below docs/; all else follows from the blueprint."
            );
        try
        {
            project.PutFile(new Artifact(path, content.ReplaceLineEndings("\n").TrimEnd('\n') + "\n"));
        }
        catch (WorkspaceException problem)
        {
            return PluginAnswer.Refuse(problem.Message, problem.Remedy);
        }

        return PluginAnswer.Accept(project.Current, $"{path} is part of the delivery; it is on disk once that is written");
    }

    private static string Short(string path) => path.Length <= 200 ? path : path[..200] + "…";
}

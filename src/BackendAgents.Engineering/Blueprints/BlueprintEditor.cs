using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Edits of a blueprint as people and models send them, as JSON or YAML: all of them are applied, or none. They change the document, so
/// a draft that was refused can be edited, too, and every part of the form has its edits by itself. Pure; safe on any thread.
/// </summary>
/// <example>
/// <c>[{"op":"set","path":"entities.Post.fields.slug","value":{"type":"string","maxLength":80}},{"op":"remove","path":"list-posts"}]</c>
/// </example>
internal static class BlueprintEditor
{
    /// <summary>The most edits that are taken at once.</summary>
    public const int MaxEdits = 500;

    /// <summary>The document after some edits; or the problems, with nothing changed.</summary>
    /// <param name="yaml">The document to change; empty for a new one.</param>
    /// <param name="edits">One edit or a list of them.</param>
    public static (string? Yaml, IReadOnlyList<Diagnostic> Problems) Apply(string yaml, string edits)
    {
        if (edits.Length > BlueprintYaml.MaxLength)
            return (null, [BlueprintRules.Limit.At("", $"The edits have {edits.Length} characters.")]);
        var (given, unread) = YamlDocumentReader.ReadAny(edits);
        if (given is null)
            return unread.Count > 0 ? (null, unread) : Refuse("There is no edit.");
        var list = given switch
        {
            YamlSequenceNode sequence => [.. sequence.Children],
            YamlMappingNode { Children.Count: 1 } one when YamlMaps.ListOf(one, "edits") is { } inner => [.. inner.Children],
            YamlMappingNode => (IReadOnlyList<YamlNode>)[given],
            _ => [],
        };
        if (list.Count is 0 or > MaxEdits)
            return Refuse(list.Count == 0 ? "There is no edit." : $"There are {list.Count} edits; at most {MaxEdits} are taken at once.");
        var document = yaml.Length == 0 ? (new YamlMappingNode(), []) : YamlDocumentReader.Read(yaml);
        if (document.Item1 is not { } root)
            return (null, document.Item2);

        // Straightened first, so that paths lead where the documented form has them.
        var tree = new BlueprintTree(new LooseReader().Read(root));
        for (var i = 0; i < list.Count; i++)
        {
            var problem = list[i] is YamlMappingNode edit
                ? EditReading.Apply(tree, edit)
                : ("It is no mapping with 'op'.", EditReading.Example);
            if (problem is { } wrong)
                return Refuse($"Edit {i + 1} of {list.Count}: {wrong.Message}", wrong.Remedy);
        }

        return (YamlDocumentWriter.Write(tree.Root), []);
    }

    /// <summary>A part of a document; or why there is none.</summary>
    public static (string? Yaml, (string Message, string Remedy)? Problem) Part(string yaml, string path)
    {
        if (YamlDocumentReader.Read(yaml).Root is not { } root)
            return (null, ("The document can't be read.", "Ask for the whole."));
        var found = new BlueprintTree(root).Get(path, out var problem);
        return found is null ? (null, problem) : (found is YamlScalarNode scalar ? scalar.Value : YamlDocumentWriter.Write(found), null);
    }

    private static (string?, IReadOnlyList<Diagnostic>) Refuse(string message, string? remedy = null) =>
        (null, [BlueprintRules.Edit.At("", message, remedy ?? EditReading.Example)]);
}

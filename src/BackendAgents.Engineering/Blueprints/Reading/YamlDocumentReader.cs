using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>
/// Reads a bounded YAML document of one mapping, without anchors, aliases and tags: what a blueprint has no use for, an attacker has.
/// </summary>
internal static class YamlDocumentReader
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 500_000;

    /// <summary>Reads a document of one mapping.</summary>
    public static (YamlMappingNode? Root, IReadOnlyList<Diagnostic> Problems) Read(string yaml) =>
        ReadAny(yaml) switch
        {
            (YamlMappingNode root, _) => (root, []),
            (null, { Count: > 0 } problems) => (null, problems),
            _ => (null, [NotOneMapping]),
        };

    /// <summary>Reads a document of any shape, in YAML or JSON.</summary>
    public static (YamlNode? Root, IReadOnlyList<Diagnostic> Problems) ReadAny(string yaml)
    {
        if (yaml.Length > BlueprintYaml.MaxLength)
            return (
                null,
                [BlueprintRules.Limit.At("", $"The document has {yaml.Length} characters; at most {BlueprintYaml.MaxLength} are read.")]
            );
        yaml = Unfenced(yaml);
        if (JsonToYaml.Read(yaml) is { } json)
            return (json, []);
        try
        {
            if (Scan(yaml) is { } problem)
                return (null, [problem]);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: var root }] ? (root, []) : (null, []);
        }
        catch (YamlException problem)
        {
            var rule = problem.Message.Contains("Duplicate key", StringComparison.OrdinalIgnoreCase)
                ? BlueprintRules.DuplicateKey
                : BlueprintRules.Syntax;
            return (null, [At(rule.At("", problem.InnerException?.Message ?? problem.Message), problem.Start)]);
        }
    }

    private static Diagnostic NotOneMapping =>
        At(
            BlueprintRules.Syntax.At(
                "",
                "The document is not one mapping.",
                "Begin with 'service: { name: my-service, title: My service }', then 'entities:' and 'operations:'."
            ),
            1,
            1
        );

    // Models put documents into a Markdown fence. Lines keep their numbers.
    private static string Unfenced(string yaml)
    {
        var text = yaml.Trim();
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.Length < 7)
            return yaml;
        var first = text.IndexOf('\n', StringComparison.Ordinal);
        return first < 0 ? yaml : text[first..^3];
    }

    // Before nodes are built: bounds, and everything that makes a document larger than it looks.
    private static Diagnostic? Scan(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        var nodes = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
                return At(BlueprintRules.Alias.At("", "An anchor, alias or tag is used."), current.Start);
            if (depth > MaxDepth + 2 || ++nodes > MaxNodes)
                return At(
                    BlueprintRules.Limit.At("", $"The document is nested deeper than {MaxDepth} or has more than {MaxNodes} nodes."),
                    current.Start
                );
        }

        return null;
    }

    public static Diagnostic At(Diagnostic problem, Mark mark) => At(problem, (int)mark.Line, (int)mark.Column);

    public static Diagnostic At(Diagnostic problem, int line, int column) =>
        problem with
        {
            Place = problem.Place with { Line = line, Column = column },
        };
}

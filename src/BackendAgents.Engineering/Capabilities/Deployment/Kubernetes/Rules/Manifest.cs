using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;

/// <summary>An object in a manifest, as rules read it. What can't be read is nobody's object.</summary>
/// <param name="File">Path of its file.</param>
/// <param name="Kind">Its kind: <c>Deployment</c>.</param>
/// <param name="Root">All of it.</param>
internal sealed record Manifest(string File, string Kind, YamlMappingNode Root)
{
    /// <summary>Every object below the folder of the manifests.</summary>
    public static IEnumerable<Manifest> All(CheckContext context) =>
        context
            .Artifacts.Where(static file =>
                file.Path.StartsWith(KubernetesEmitter.Folder, StringComparison.Ordinal)
                && file.Path.EndsWith(".yaml", StringComparison.Ordinal)
            )
            .SelectMany(Read);

    /// <summary>Whether it is of the overlay for production.</summary>
    public bool IsOfProduction => File.Contains("/production/", StringComparison.Ordinal);

    /// <summary>What its pods are, and where they stand; null when it has none.</summary>
    public YamlMappingNode? Pod =>
        Kind == "CronJob" ? Map(Root, "spec", "jobTemplate", "spec", "template", "spec") : Map(Root, "spec", "template", "spec");

    /// <summary>The containers of its pods.</summary>
    public IEnumerable<YamlMappingNode> Containers => Pod is null ? [] : Items(Pod, "containers");

    /// <summary>The mapping at a path of keys, or null.</summary>
    public static YamlMappingNode? Map(YamlMappingNode node, params ReadOnlySpan<string> path)
    {
        YamlNode? at = node;
        foreach (var key in path)
            at = at is YamlMappingNode map && map.Children.TryGetValue(key, out var next) ? next : null;
        return at as YamlMappingNode;
    }

    /// <summary>The text of a key, or null.</summary>
    public static string? Text(YamlMappingNode? node, string key) =>
        node?.Children.TryGetValue(key, out var value) == true ? (value as YamlScalarNode)?.Value : null;

    /// <summary>The mappings in a list.</summary>
    public static IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var list) && list is YamlSequenceNode items ? items.OfType<YamlMappingNode>() : [];

    /// <summary>The place of a node in its file.</summary>
    public Place At(YamlNode node) => new(File, Line: (int)node.Start.Line);

    private static IEnumerable<Manifest> Read(Artifact file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(file.Content));
        }
        catch (YamlException)
        {
            return [];
        }

        return stream
            .Documents.Select(static document => document.RootNode)
            .OfType<YamlMappingNode>()
            .Select(root => new Manifest(file.Path, Text(root, "kind") ?? "", root));
    }
}

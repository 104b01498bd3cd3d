using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Routing;

// Weights of what speaks for an agent and for nobody: one set for each thing that a message may want, see Sense, with and without
// embeddings. Data, fitted by benchmarks/ (routing-fit).
internal sealed record RouteWeights(RouteWeightSet Work, RouteWeightSet Review, RouteWeightSet Other)
{
    private static readonly Lazy<RouteWeights> s_words = new(static () => Load("model"));
    private static readonly Lazy<RouteWeights> s_meaning = new(static () => Load("model-embeddings"));

    /// <summary>What the weights are for, in their order; the last four come with embeddings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "trade",
        "words",
        "best word",
        "words that cover",
        "named",
        "named alone",
        "many words",
        "meaning",
        "nearest by meaning",
        "generalist",
        "generalist for the server side",
        "reviewer without need",
        "reviewer in need",
        "maker where a verdict is asked",
        "of the server side",
        "words near by meaning",
        "of the area judged",
        "of another area",
        "sentence",
        "nearest by sentence",
        "likest parts",
        "nearest by likest parts",
    ];

    /// <summary>What the weights for nobody are for.</summary>
    public static IReadOnlyList<string> NobodyNames { get; } =
    ["always", "server side", "best words", "best meaning", "best word", "few words", "many agents", "best sentence", "best parts"];

    public static RouteWeights Of(bool embeddings) => (embeddings ? s_meaning : s_words).Value;

    private static RouteWeights Load(string file)
    {
        using var reader = new StreamReader(typeof(RouteWeights).Assembly.GetManifestResourceStream($"lexicon/{file}.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        return new RouteWeights(Set(root, "work"), Set(root, "review"), Set(root, "other"));
    }

    private static RouteWeightSet Set(YamlMappingNode root, string part) =>
        new(Read(root, part, Names), Read(root, $"{part} nobody", NobodyNames));

    private static double[] Read(YamlMappingNode root, string part, IReadOnlyList<string> names)
    {
        var weights = (YamlMappingNode)root[part];
        return
        [
            .. names.Select(name =>
                weights.Children.TryGetValue(name, out var found)
                    ? double.Parse(((YamlScalarNode)found).Value!, CultureInfo.InvariantCulture)
                    : 0
            ),
        ];
    }
}

// Weights by RouteWeights.Names and by RouteWeights.NobodyNames.
internal sealed record RouteWeightSet(double[] Agents, double[] Nobody);

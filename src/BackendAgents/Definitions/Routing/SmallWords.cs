using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Routing;

// Small words by what they do to those around them, from the embedded file.
internal static class SmallWords
{
    private static readonly Lazy<Dictionary<string, string[]>> s_lists = new(Load);

    /// <summary>Words that tell agents apart but little, by stem.</summary>
    public static HashSet<string> Common { get; } = Stems("common");

    /// <summary>What agents call themselves, by stem.</summary>
    public static HashSet<string> Roles { get; } = Stems("roles");

    /// <summary>Words of names that stand for a whole trade, by stem.</summary>
    public static HashSet<string> Broad { get; } = Stems("broad");

    public static HashSet<string> Articles { get; } = Set("articles");

    public static HashSet<string> From { get; } = Set("from");

    public static HashSet<string> Not { get; } = Set("not");

    public static HashSet<string> Having { get; } = Set("having");

    public static HashSet<string> And { get; } = Set("and");

    public static HashSet<string> Turns { get; } = Set("turns");

    public static HashSet<string> Users { get; } = Set("users");

    public static HashSet<string> BeforeStatus { get; } = Set("before-status");

    public static HashSet<string> Asks { get; } = Set("asks");

    /// <summary>Words that tell that a message is English.</summary>
    public static HashSet<string> English { get; } = Set("english");

    /// <summary>Words that tell that a message is not.</summary>
    public static HashSet<string> Foreign { get; } = Set("foreign");

    private static HashSet<string> Set(string list) => new(s_lists.Value[list], StringComparer.Ordinal);

    private static HashSet<string> Stems(string list) => new(s_lists.Value[list].Select(Words.Stem), StringComparer.Ordinal);

    private static Dictionary<string, string[]> Load()
    {
        using var reader = new StreamReader(typeof(SmallWords).Assembly.GetManifestResourceStream("lexicon/small.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return ((YamlMappingNode)yaml.Documents[0].RootNode).ToDictionary(
            static pair => ((YamlScalarNode)pair.Key).Value!,
            static pair =>
                ((YamlScalarNode)pair.Value).Value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            StringComparer.Ordinal
        );
    }
}

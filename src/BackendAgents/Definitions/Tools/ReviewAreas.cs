using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Tools;

// What an agent judges whose definition names no areas, as its name and description say it: public reviewers know nothing of areas.
internal static class ReviewAreas
{
    private const double OfName = 4;
    private const int Most = 3;

    private static readonly Lazy<Dictionary<string, string[]>> s_words = new(Load);

    /// <summary>The areas, the likeliest first; none for an agent that does not say that it judges anything of a backend.</summary>
    public static IReadOnlyList<Area> Of(AgentDefinition definition)
    {
        var name = Split(definition.Name);
        var description = Split(definition.Description);
        if (!Has(name, "judges") && !Has(description, "judges"))
            return [];
        var weights = Enum.GetValues<Area>()
            .Select(area => (Area: area, Weight: (OfName * Count(name, area)) + Count(description, area)))
            .Where(static pair => pair.Weight > 0)
            .OrderByDescending(static pair => pair.Weight)
            .ToList();
        return [.. weights.Where(pair => pair.Weight * 2 >= weights[0].Weight).Take(Most).Select(static pair => pair.Area)];
    }

    private static bool Has(HashSet<string> words, string key) =>
        words.Any(word => s_words.Value[key].Any(begin => word.StartsWith(begin, StringComparison.Ordinal)));

    private static int Count(HashSet<string> words, Area area) =>
        s_words
            .Value[area.ToString().ToLowerInvariant()]
            .Count(begin => words.Any(word => word.StartsWith(begin, StringComparison.Ordinal)));

    private static HashSet<string> Split(string text) =>
        [
            .. text.ToLowerInvariant()
                .Split([.. text.Where(static sign => !char.IsLetterOrDigit(sign)).Distinct()], StringSplitOptions.RemoveEmptyEntries),
        ];

    private static Dictionary<string, string[]> Load()
    {
        using var reader = new StreamReader(typeof(ReviewAreas).Assembly.GetManifestResourceStream("tools/review-areas.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return ((YamlMappingNode)yaml.Documents[0].RootNode).ToDictionary(
            static pair => ((YamlScalarNode)pair.Key).Value!,
            static pair => ((YamlScalarNode)pair.Value).Value!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            StringComparer.Ordinal
        );
    }
}

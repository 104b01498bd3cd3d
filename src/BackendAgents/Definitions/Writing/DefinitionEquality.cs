using BackendAgents.Definitions.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Writing;

// Whether two definitions say the same, wherever they were read from. Records compare lists by reference, so the lists are looked at here.
internal static class DefinitionEquality
{
    public static bool Same(AgentDefinition one, AgentDefinition other) =>
        Plain(one) == Plain(other)
        && (one.Tools is null == other.Tools is null)
        && (one.Tools ?? []).SequenceEqual(other.Tools ?? [])
        && one.DisallowedTools.SequenceEqual(other.DisallowedTools)
        && one.ModelAlternatives.SequenceEqual(other.ModelAlternatives)
        && one.Areas.SequenceEqual(other.Areas)
        && one.Inputs.SequenceEqual(other.Inputs)
        && one.Other.Count == other.Other.Count
        && one.Other.All(pair => other.Other.TryGetValue(pair.Key, out var value) && Meaning(value) == Meaning(pair.Value));

    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();
    private static readonly IReadOnlyList<string> s_noWords = [];
    private static readonly IReadOnlyList<Area> s_noAreas = [];
    private static readonly IReadOnlyList<DefinitionInput> s_noInputs = [];

    // The title is how the name was spelt; a mended spelling is the same name.
    private static AgentDefinition Plain(AgentDefinition definition) =>
        definition with
        {
            Title = "",
            Description = Trimmed(definition.Description),
            Tools = null,
            DisallowedTools = s_noWords,
            ModelAlternatives = s_noWords,
            Areas = s_noAreas,
            Inputs = s_noInputs,
            Other = s_none,
            Source = "",
        };

    // A text in quotes is the text.
    private static string Meaning(string value) =>
        StrictFrontMatter.Read(("value: " + value).Split('\n'), 1, out _) is [{ Value.Text: { } text }] ? Trimmed(text) : Trimmed(value);

    private static string Trimmed(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())).Trim();
}

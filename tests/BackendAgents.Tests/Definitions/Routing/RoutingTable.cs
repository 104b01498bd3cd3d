using System.Globalization;
using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Tests.Definitions.Routing;

/// <summary>Renders the figures of the documentation.</summary>
internal static class RoutingTable
{
    private static readonly string[] s_sets = ["tuning", "test", "fresh"];
    private static readonly string[] s_labelled = [.. MessageSets.Deciding, .. MessageSets.Sealed];

    public static string Render(IReadOnlyList<(LabelledMessage Message, string Got)> routed)
    {
        var text = new StringBuilder(
            File.ReadAllText(Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Tests/Definitions/Routing/routing-head.md"))
        );
        text.Append("| messages | agents | number | first | among the first three |\n|---|---|---|---|---|\n");
        foreach (var set in s_sets)
        {
            var found = routed.Where(pair => pair.Message.Set == set).ToList();
            Row(text, $"earlier, {set}", "built-in", new EvaluationSets.Figures(found.Count, found.Count(IsRight), found.Count(IsRight)));
        }

        var alone = Alone();
        foreach (var group in s_labelled.GroupBy(static set => set == "tuning"))
        {
            var among = Among(group.First());
            var router = new AgentRouter([.. AgentDefinitionLoader.BuiltIn(), .. among]);
            foreach (var set in group)
            {
                var rows = EvaluationSets.Read(set);
                Row(text, set, "built-in", EvaluationSets.Measure(alone, rows, static row => row.Alone));
                Row(text, set, $"built-in and {among.Count} of collections", EvaluationSets.Measure(router, rows, static row => row.Among));
            }
        }

        return text.ToString();
    }

    public static bool IsRight((LabelledMessage Message, string Got) pair) => pair.Message.Expected == pair.Got;

    public static AgentRouter Alone() => new(AgentDefinitionLoader.BuiltIn());

    /// <summary>For tuning two collections; for the test those and two that no tuning has seen.</summary>
    public static IReadOnlyList<AgentDefinition> Among(string set) =>
        [.. (set == "tuning" ? (string[])["a", "b"] : ["a", "b", "c", "d"]).SelectMany(EvaluationSets.Collection)];

    private static void Row(StringBuilder text, string messages, string agents, EvaluationSets.Figures figures) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {messages} | {agents} | {figures.Count} | {100.0 * figures.First / figures.Count:F1} % | "
                + $"{100.0 * figures.Three / figures.Count:F1} % |\n"
        );
}

using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>A message for fitting.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Wanted">What it wants, by <see cref="Sense.Wishes"/>.</param>
/// <param name="Author">Who wrote it, where it is said.</param>
/// <param name="Pools">For each pool of agents whether each is right, and at the end whether nobody is.</param>
internal sealed record RoutingRow(
    string Text,
    int Wanted,
    string Author,
    IReadOnlyList<(IReadOnlyList<AgentDefinition> Pool, bool[] Right)> Pools
)
{
    /// <summary>All that may decide weights; what is only counted is not among them.</summary>
    public static IEnumerable<RoutingRow> Read(IReadOnlyList<AgentDefinition> builtIn, IReadOnlyList<AgentDefinition> all)
    {
        foreach (var cells in RoutingSets.Rows("messages.tsv"))
            yield return new RoutingRow(cells[4], Wish(cells[1]), "", [(builtIn, RightOf(builtIn, cells[1]))]);
        foreach (var set in (string[])["tuning", "test", "fresh", "blind", "sealed", "authors-train"])
        {
            foreach (var cells in RoutingSets.Rows($"evaluation-{set}.tsv"))
                yield return new RoutingRow(
                    cells[4],
                    Wish(cells[2]),
                    cells.Length > 5 ? cells[5] : "",
                    set == "tuning"
                        ? [(builtIn, RightOf(builtIn, cells[2]))]
                        : [(builtIn, RightOf(builtIn, cells[2])), (all, RightOf(all, cells[3]))]
                );
        }

        // Of other trades it is often not said whom they are for: any of those who are not for the server side.
        var strangers = all.Select(static agent => agent.Name != "backend-developer" && agent.Areas.Count == 0).ToArray();
        foreach (var cells in RoutingSets.Rows("training.tsv"))
        {
            var label = cells[0] == "backend" ? "backend-developer" : cells[0];
            var wish = label is "other" or "unsaid" ? 1 : Wish(label);
            var right = label is "other" or "unsaid" ? [.. strangers, label == "unsaid"] : RightOf(all, label);
            yield return new RoutingRow(cells[1], wish, "", [(builtIn, RightOf(builtIn, wish == 1 ? "none" : label)), (all, right)]);
        }
    }

    private static int Wish(string expected)
    {
        var first = expected.Split('|')[0];
        if (first == "backend-developer")
            return 0;
        var area = Enum.GetValues<Area>().Where(area => $"{area}-reviewer".Equals(first, StringComparison.OrdinalIgnoreCase)).ToList();
        return area.Count == 0 ? 1 : Sense.Verdict(area[0]);
    }

    private static bool[] RightOf(IReadOnlyList<AgentDefinition> agents, string expected)
    {
        var names = expected.Split('|');
        return [.. agents.Select(agent => names.Contains(agent.Name)), names.Contains("none")];
    }
}

using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>A message for fitting.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Wanted">What it may want, each by <see cref="Sense.Wishes"/>.</param>
/// <param name="Author">Who wrote it, where it is said.</param>
/// <param name="Kind">Work, review, other, mixed or none, where it is said; of messages that are not English with '~' behind it.</param>
/// <param name="Pools">For each pool of agents whether each is right, and at the end whether nobody is.</param>
internal sealed record RoutingRow(
    string Text,
    IReadOnlyList<int> Wanted,
    string Author,
    string Kind,
    IReadOnlyList<(IReadOnlyList<AgentDefinition> Pool, bool[] Right)> Pools
)
{
    // What is written by many hands says more of what others will write than what one author made up.
    private const double OfOthers = 2;

    /// <summary>How much it decides.</summary>
    public double Weight => Author.Length > 0 ? OfOthers : 1;

    /// <summary>All that may decide weights; what is only counted is not among them.</summary>
    public static IEnumerable<RoutingRow> Read(IReadOnlyList<AgentDefinition> builtIn, IReadOnlyList<AgentDefinition> all)
    {
        foreach (var cells in RoutingSets.Rows("messages.tsv"))
            yield return new RoutingRow(cells[4], Wishes(cells[1]), "", "", [(builtIn, RightOf(builtIn, cells[1]))]);
        foreach (var set in MessageSets.Deciding)
        {
            foreach (var cells in RoutingSets.Rows($"evaluation-{set}.tsv"))
                yield return new RoutingRow(
                    cells[4],
                    Wishes(cells[2]),
                    cells.Length > 5 ? cells[5] : "",
                    cells[0] == "en" ? cells[1] : cells[1] + "~",
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
            var wishes = label is "other" or "unsaid" ? [1] : Wishes(label);
            var right = label is "other" or "unsaid" ? [.. strangers, label == "unsaid"] : RightOf(all, label);
            yield return new RoutingRow(
                cells[1],
                wishes,
                "",
                "",
                [(builtIn, RightOf(builtIn, wishes is [1] ? "none" : label)), (all, right)]
            );
        }
    }

    // What the built-in agents among the names are for; where there is none, something else.
    private static int[] Wishes(string expected)
    {
        var areas = Enum.GetValues<Area>().ToDictionary(static area => $"{area}-reviewer", StringComparer.OrdinalIgnoreCase);
        var names = expected.Split('|');
        var wishes = names.Where(areas.ContainsKey).Select(name => Sense.Verdict(areas[name])).ToList();
        if (names.Contains("backend-developer"))
            wishes.Insert(0, 0);
        return wishes.Count > 0 ? [.. wishes] : [1];
    }

    private static bool[] RightOf(IReadOnlyList<AgentDefinition> agents, string expected)
    {
        var names = expected.Split('|');
        return [.. agents.Select(agent => names.Contains(agent.Name)), names.Contains("none")];
    }
}

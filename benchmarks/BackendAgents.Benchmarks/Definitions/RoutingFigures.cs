using System.Diagnostics;
using System.Globalization;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>How often the router is right, by words and with embeddings, and what the latter cost.</summary>
internal static class RoutingFigures
{
    /// <summary>Counts.</summary>
    /// <param name="misses">Whether what is missed of the repository's sets is shown.</param>
    /// <param name="files">
    /// Files of messages to count instead; what is missed of these is never shown, so that nobody learns from it.
    /// </param>
    public static async Task RunAsync(bool misses, IReadOnlyList<string> files)
    {
        IReadOnlyList<AgentDefinition> builtIn = AgentDefinitionLoader.BuiltIn();
        List<AgentDefinition> all = [.. builtIn, .. RoutingSets.Collections("a", "b", "c", "d")];
        var watch = Stopwatch.StartNew();
        using var model = RoutingEmbeddings.Create();
        await AgentRouter.EmbedMessagesAsync(model, ["hello"], default);
        var start = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        var among = await AgentRouter.CreateAsync(all, model);
        var index = watch.Elapsed.TotalMilliseconds;
        var alone = await AgentRouter.CreateAsync(builtIn, model);

        Console.WriteLine(
            "| messages | number | built-in | first of 167 | among three | with embeddings: built-in | first | among three |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (
            var (set, author, rows) in files.Count > 0 ? Blind(files) : MessageSets.Deciding.Concat(MessageSets.Sealed).SelectMany(ByAuthor)
        )
        {
            var shown = misses && files.Count == 0 && !MessageSets.Sealed.Contains(set);
            var pool = set == "tuning" ? null : among;
            var figures = new double[6];
            foreach (var cells in rows)
            {
                Count(figures, 0, set, cells, alone.Route(cells[4]), cells[2], shown);
                Count(figures, 3, set, cells, await alone.RouteAsync(cells[4]), cells[2], shown);
                if (pool is null)
                    continue;
                Count(figures, 1, set, cells, pool.Route(cells[4]), cells[3], shown);
                Count(figures, 4, set, cells, await pool.RouteAsync(cells[4]), cells[3], shown);
            }

            Console.WriteLine(
                $"| {set}{author} | {rows.Count} | "
                    + string.Join(" | ", figures.Select(found => (found / rows.Count).ToString("P1", CultureInfo.InvariantCulture)))
                    + " |"
            );
        }

        var messages = RoutingSets.Rows("evaluation-blind.tsv").Select(static cells => cells[4]).ToList();
        watch.Restart();
        foreach (var message in messages)
            among.Route(message);
        var words = watch.Elapsed.TotalMilliseconds / messages.Count;
        watch.Restart();
        foreach (var message in messages)
            await among.RouteAsync(message);
        var sentences = watch.Elapsed.TotalMilliseconds / messages.Count;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"start {start:0} ms, {index / all.Count:0.0} ms a definition, {words:0.00} ms a message by words, "
                    + $"{sentences:0.0} with embeddings"
            )
        );
    }

    /// <summary>Counts as <see cref="RunAsync"/>, but by words alone, which takes seconds; misses are of the earliest messages.</summary>
    public static void RunByWords(bool misses, IReadOnlyList<string> files)
    {
        IReadOnlyList<AgentDefinition> builtIn = AgentDefinitionLoader.BuiltIn();
        var alone = new AgentRouter(builtIn);
        var few = new AgentRouter([.. builtIn, .. RoutingSets.Collections("a", "b")]);
        var among = new AgentRouter([.. builtIn, .. RoutingSets.Collections("a", "b", "c", "d")]);
        Console.WriteLine("| messages | number | built-in | among three | among collections | among three |\n|---|---|---|---|---|---|");
        foreach (
            var (set, author, rows) in files.Count > 0 ? Blind(files) : MessageSets.Deciding.Concat(MessageSets.Sealed).SelectMany(ByAuthor)
        )
        {
            var pool = set == "tuning" ? few : among;
            var right = rows.AsParallel()
                .Select(cells => (Alone: Right(alone.Route(cells[4]), cells[2]), Among: Right(pool.Route(cells[4]), cells[3])))
                .ToList();
            int[] counts =
            [
                right.Count(static found => found.Alone.First),
                right.Count(static found => found.Alone.Three),
                right.Count(static found => found.Among.First),
                right.Count(static found => found.Among.Three),
            ];
            Console.WriteLine(
                $"| {set}{author} | {rows.Count} | "
                    + string.Join(
                        " | ",
                        counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / rows.Count:F1} %"))
                    )
                    + " |"
            );
        }

        foreach (var set in RoutingSets.Rows("messages.tsv").GroupBy(static cells => cells[0]))
        {
            var missed = set.Where(cells => !Right(alone.Route(cells[4]), cells[1]).First).ToList();
            var first = set.Count() - missed.Count;
            foreach (var cells in misses ? missed : [])
                Console.WriteLine($"{cells[1]}\t{alone.Route(cells[4]).Agent?.Name ?? "none"}\t{cells[4]}");
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| earlier, {set.Key} | {set.Count()} | {100.0 * first / set.Count():F1} % |")
            );
        }
    }

    private static (bool First, bool Three) Right(RouteDecision decision, string expected)
    {
        var (right, three) = (expected.Split('|'), Three(decision));
        return (right.Contains(three[0]), three.Exists(right.Contains));
    }

    // Who takes it, and the next best.
    private static List<string> Three(RouteDecision decision) =>
        [.. decision.Alternatives.Select(static other => other.Agent!.Name).Prepend(decision.Agent?.Name ?? "none").Take(3)];

    private static IEnumerable<(string Set, string Author, List<string[]> Rows)> ByAuthor(string set) =>
        Parts(set, [.. RoutingSets.Rows($"evaluation-{set}.tsv")]);

    private static IEnumerable<(string Set, string Author, List<string[]> Rows)> Blind(IReadOnlyList<string> files) =>
        Parts("blind", [.. files.SelectMany(static file => RoutingSets.Written(file).Select(cells => (string[])[.. cells, file]))]);

    // A set, and the shares of its authors and kinds where it says who wrote what.
    private static IEnumerable<(string Set, string Author, List<string[]> Rows)> Parts(string set, List<string[]> rows)
    {
        yield return (set, "", rows);
        foreach (var author in rows.Where(static cells => cells.Length > 5).GroupBy(static cells => cells[5]))
            yield return (set, $", {author.Key}", [.. author]);
        foreach (var kind in rows.Where(static cells => cells.Length > 5).GroupBy(static cells => cells[1]))
            yield return (set, $", {kind.Key}", [.. kind]);
        var foreign = rows.Where(static cells => cells.Length > 5 && cells[0] != "en").ToList();
        if (foreign.Count > 0)
            yield return (set, ", not English", foreign);
    }

    // At 0 and 3 with the built-in agents; at 1 and 4 among many, and after them among the first three.
    private static void Count(double[] figures, int place, string set, string[] cells, RouteDecision decision, string expected, bool misses)
    {
        var (first, three) = Right(decision, expected);
        figures[place] += first ? 1 : 0;
        if (place % 3 != 0)
            figures[place + 1] += three ? 1 : 0;
        if (misses && !first)
            Console.WriteLine($"{place}\t{set}\t{cells[0]}\t{expected}\t{string.Join(',', Three(decision))}\t{cells[4]}");
    }
}

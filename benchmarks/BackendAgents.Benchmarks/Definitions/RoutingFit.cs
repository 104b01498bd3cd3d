using System.Globalization;
using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using Microsoft.Extensions.AI;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>
/// Fits the weights of the router to the messages for tuning, and writes them to its lexicon: first the sense of the server side, then what
/// speaks for an agent, whose features see the former only as it judges messages that it was not fitted to.
/// </summary>
internal static class RoutingFit
{
    private const string Lexicon = "src/BackendAgents/Definitions/Routing/Lexicon";
    private const int Folds = 8;
    private const double GroupScale = 3;
    private const int KeptGroups = 5_000;

    public static async Task RunAsync()
    {
        var builtIn = AgentDefinitionLoader.BuiltIn();
        List<AgentDefinition> some = [.. builtIn, .. RoutingSets.Collections("a", "b")];
        List<AgentDefinition> all = [.. builtIn, .. RoutingSets.Collections("a", "b", "c", "d")];
        var rows = Rows(builtIn, some, all).ToList();
        Console.WriteLine($"{rows.Count} messages");

        var readings = rows.ConvertAll(static row => MessageReading.Read(row.Text));
        var sense = new SenseFit(readings, [.. rows.Select(static row => row.ServerSide)], GroupScale);
        var weights = sense.Fit(static _ => true);
        Write("weights.yaml", "# Of the features of BackendSense, fitted by benchmarks (routing-fit).", BackendSense.Names, weights);
        File.WriteAllLines(
            Path.Combine(Lexicon, "groups.tsv"),
            sense
                .Groups(weights, KeptGroups)
                .Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Group}\t{pair.Weight:0.000}"))
        );
        var judged = sense.Crossed(Folds);
        Console.WriteLine(
            "server side or not, messages left out: "
                + $"{judged.Index().Average(pair => (pair.Item > 0) == rows[pair.Index].ServerSide ? 1.0 : 0):P1}"
        );

        using var model = RoutingEmbeddings.Create();
        foreach (var embeddings in (IEmbeddingGenerator<string, Embedding<float>>?[])[null, model])
        {
            var indexes = new Dictionary<IReadOnlyList<AgentDefinition>, (AgentIndex Index, List<float[][]> Sentences)>();
            foreach (var pool in (IReadOnlyList<AgentDefinition>[])[builtIn, some, all])
            {
                var index = new AgentIndex([.. pool.Select(AgentProfile.Of)]);
                var sentences = embeddings is null
                    ? []
                    : (await AgentRouter.EmbedAsync(embeddings, [.. index.Profiles.SelectMany(static profile => profile.Texts)], default))
                        .Chunk(3)
                        .ToList();
                indexes.Add(pool, (index, sentences));
            }

            var (server, other) = (new ChoiceFit(), new ChoiceFit());
            for (var at = 0; at < rows.Count; at++)
            {
                var vector = embeddings is null
                    ? null
                    : (await AgentRouter.EmbedAsync(embeddings, [AgentRouter.Embedded(rows[at].Text, readings[at])], default))[0];
                foreach (var (pool, right) in rows[at].Pools)
                {
                    var (index, sentences) = indexes[pool];
                    var weighing = new RouteWeighing(
                        readings[at],
                        index,
                        judged[at],
                        vector is null ? null : Likeness.Of(vector, sentences)
                    );
                    var features = Enumerable.Range(0, pool.Count).Select(weighing.Features).ToArray();
                    (rows[at].ServerSide ? server : other).Add(features, weighing.Nobody(), right);
                }
            }

            var (serverAgents, serverNobody) = server.Fit();
            var (otherAgents, otherNobody) = other.Fit();
            var text = new StringBuilder(
                "# What speaks for an agent and for nobody, see RouteWeights; fitted by benchmarks (routing-fit).\n"
            );
            Append(text, "server", RouteWeights.Names, serverAgents);
            Append(text, "server nobody", RouteWeights.NobodyNames, serverNobody);
            Append(text, "other", RouteWeights.Names, otherAgents);
            Append(text, "other nobody", RouteWeights.NobodyNames, otherNobody);
            await File.WriteAllTextAsync(
                Path.Combine(Lexicon, embeddings is null ? "model.yaml" : "model-embeddings.yaml"),
                text.ToString()
            );
        }
    }

    private static IEnumerable<Row> Rows(
        IReadOnlyList<AgentDefinition> builtIn,
        IReadOnlyList<AgentDefinition> some,
        IReadOnlyList<AgentDefinition> all
    )
    {
        foreach (var cells in RoutingSets.Rows("messages.tsv"))
            yield return new Row(cells[4], cells[1] != "none", [(builtIn, Right(builtIn, cells[1]))]);
        foreach (var set in (string[])["tuning", "test", "fresh"])
        {
            var pool = set == "tuning" ? some : all;
            foreach (var cells in RoutingSets.Rows($"evaluation-{set}.tsv"))
                yield return new Row(cells[4], cells[2] != "none", [(builtIn, Right(builtIn, cells[2])), (pool, Right(pool, cells[3]))]);
        }

        // Of other trades it is not said whom they are for: any of those who are not for the server side.
        var strangers = all.Select(static agent => agent.Name != "backend-developer" && agent.Areas.Count == 0).ToArray();
        foreach (var cells in RoutingSets.Rows("training.tsv"))
        {
            var right = cells[0] switch
            {
                "backend" => Right(all, "backend-developer"),
                "none" => Right(all, "none"),
                _ => [.. strangers, cells[0] == "unsaid"],
            };
            var alone = cells[0] == "backend" ? "backend-developer" : "none";
            yield return new Row(cells[1], cells[0] == "backend", [(builtIn, Right(builtIn, alone)), (all, right)]);
        }
    }

    private static bool[] Right(IReadOnlyList<AgentDefinition> agents, string expected)
    {
        var names = expected.Split('|');
        return [.. agents.Select(agent => names.Contains(agent.Name)), names.Contains("none")];
    }

    private static void Write(string file, string head, IReadOnlyList<string> names, ReadOnlySpan<double> weights)
    {
        var text = new StringBuilder(head).Append('\n');
        for (var at = 0; at < names.Count; at++)
            text.Append(CultureInfo.InvariantCulture, $"{names[at]}: {weights[at]:0.000}\n");
        File.WriteAllText(Path.Combine(Lexicon, file), text.ToString());
    }

    private static void Append(StringBuilder text, string part, IReadOnlyList<string> names, double[] weights)
    {
        text.Append(CultureInfo.InvariantCulture, $"{part}:\n");
        for (var at = 0; at < names.Count; at++)
            text.Append(CultureInfo.InvariantCulture, $"  {names[at]}: {weights[at]:0.000}\n");
    }

    // For each pool of agents whether each is right, and at the end whether nobody is.
    private sealed record Row(string Text, bool ServerSide, IReadOnlyList<(IReadOnlyList<AgentDefinition> Pool, bool[] Right)> Pools);
}

using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using Microsoft.Extensions.AI;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>
/// Fits the weights of the router, and writes them to its lexicon: first the sense of what is wanted, then what speaks for an agent, whose
/// features see the former only as it judges messages that it was not fitted to. Or leaves out one author after the other, and says how
/// well weights fitted to the others do with the messages of that one.
/// </summary>
internal sealed class RoutingFit
{
    private const string Lexicon = "src/BackendAgents/Definitions/Routing/Lexicon";
    private const int Folds = 4;
    private const int KeptSigns = 11_000;

    private readonly List<RoutingRow> _rows;
    private readonly List<MessageReading> _readings;
    private readonly List<float[]>? _vectors;
    private readonly SenseFit _sense;
    private readonly Dictionary<IReadOnlyList<AgentDefinition>, (AgentIndex Index, List<float[][]> Sentences)> _indexes = [];
    private readonly IReadOnlyList<AgentDefinition>[] _pools;
    private readonly Dictionary<IReadOnlyList<AgentDefinition>, int> _everything;

    private RoutingFit(List<RoutingRow> rows, List<float[]>? vectors, IReadOnlyList<AgentDefinition>[] pools, List<float[][]>[]? sentences)
    {
        _rows = rows;
        _vectors = vectors;
        _pools = pools;
        _everything = pools.ToDictionary(
            static pool => pool,
            static pool => pool.Index().Single(static pair => pair.Item.Name == "backend-developer").Index
        );
        _readings = rows.ConvertAll(static row => MessageReading.Read(row.Text));
        foreach (var (at, pool) in pools.Index())
            _indexes.Add(pool, (new AgentIndex([.. pool.Select(AgentProfile.Of)]), sentences?[at] ?? []));
        _sense = new SenseFit([.. _readings.Select((reading, at) => BackendSense.Signs(reading, vectors?[at]))], rows);
    }

    /// <summary>Fits.</summary>
    /// <param name="cross">Whether authors are left out, and nothing is written.</param>
    /// <param name="words">Whether it is done by words.</param>
    /// <param name="sentences">Whether it is done with embeddings.</param>
    /// <param name="authors">Which ones are left out, by their letters; all where it is empty.</param>
    public static async Task RunAsync(bool cross, bool words, bool sentences, string authors)
    {
        IReadOnlyList<AgentDefinition> builtIn = AgentDefinitionLoader.BuiltIn();
        IReadOnlyList<AgentDefinition> all = [.. builtIn, .. RoutingSets.Collections("a", "b", "c", "d")];
        var rows = RoutingRow.Read(builtIn, all).ToList();
        Console.WriteLine($"{rows.Count} messages");
        using var model = sentences ? RoutingEmbeddings.Create() : null;
        foreach (var isByWords in (bool[])[true, false])
        {
            if (!(isByWords ? words : sentences))
                continue;
            var embeddings = isByWords ? null : model;
            List<float[]>? vectors = null;
            List<float[][]>[]? texts = null;
            if (embeddings is not null)
            {
                vectors = await AgentRouter.EmbedMessagesAsync(
                    embeddings,
                    rows.ConvertAll(static row => AgentRouter.Embedded(row.Text, MessageReading.Read(row.Text))),
                    default
                );
                texts = [await SentencesAsync(embeddings, builtIn), await SentencesAsync(embeddings, all)];
            }

            var fit = new RoutingFit(rows, vectors, [builtIn, all], texts);
            Console.WriteLine(embeddings is null ? "by words" : "with embeddings");
            if (cross)
                fit.Cross(authors);
            else
                fit.Write(embeddings is null ? "" : "-embeddings");
        }
    }

    private static Task<List<float[][]>> SentencesAsync(
        IEmbeddingGenerator<string, Embedding<float>> embeddings,
        IReadOnlyList<AgentDefinition> agents
    ) => AgentRouter.SentencesAsync(embeddings, [.. agents.Select(AgentProfile.Of)], default);

    private void Write(string kind)
    {
        File.WriteAllLines(
            Path.Combine(Lexicon, $"sense{kind}.tsv"),
            _sense.Weights(static _ => true, KeptSigns).Select(static pair => string.Join('\t', pair.Value.Select(Short).Prepend(pair.Key)))
        );
        var weights = Choice(static _ => true);
        var text = new StringBuilder("# What speaks for an agent and for nobody, see RouteWeights; fitted by benchmarks (routing-fit).\n");
        foreach (
            var (part, set) in ((string, RouteWeightSet)[])[("work", weights.Work), ("review", weights.Review), ("other", weights.Other)]
        )
        {
            Append(text, part, RouteWeights.Names, set.Agents);
            Append(text, $"{part} nobody", RouteWeights.NobodyNames, set.Nobody);
        }

        File.WriteAllText(Path.Combine(Lexicon, $"model{kind}.yaml"), text.ToString());
    }

    private static string Short(double weight) => weight.ToString("0.##", CultureInfo.InvariantCulture);

    private void Cross(string authors)
    {
        foreach (var author in _rows.Select(static row => row.Author).Where(static author => author.Length > 0).Distinct().Order())
        {
            if (authors.Length > 0 && !authors.Contains(author, StringComparison.Ordinal))
                continue;
            var sense = _sense.Fit(at => _rows[at].Author != author);
            var weights = Choice(at => _rows[at].Author != author);
            var mine = Enumerable.Range(0, _rows.Count).Where(at => _rows[at].Author == author).ToList();
            var right = mine.ToDictionary(
                static at => at,
                at => Right(at, sense.Weigh(BackendSense.Signs(_readings[at], _vectors?[at])), weights)
            );
            Say($"author {author}", mine, right);
            foreach (var kind in mine.GroupBy(at => _rows[at].Kind.TrimEnd('~')))
                Say($"  {kind.Key}", [.. kind], right);
            Say("  not English", mine.FindAll(at => _rows[at].Kind.EndsWith('~')), right);
        }
    }

    // Whether what is wanted, the agent among the built-in, the first of all and one of the first three are right; says what is not.
    private bool[] Right(int at, Sense found, RouteWeights weights)
    {
        var right = new bool[4];
        right[0] = _rows[at].Wanted.Contains(Wish(found));
        foreach (var (pool, expected) in _rows[at].Pools)
        {
            var likely = Weigh(at, pool, found).Likelihoods(weights);
            var order = Enumerable.Range(0, likely.Length).OrderByDescending(place => likely[place]).ToList();
            var place = pool == _pools[0] ? 1 : 2;
            right[place] = expected[order[0]];
            var named = order[0] == likely.Length - 1 ? order : [.. order.Where(found => found < likely.Length - 1)];
            if (place == 2)
                right[3] = named.Take(3).Any(found => expected[found]);
            if (right[place])
                continue;
            var best = string.Join(',', order.Take(3).Select(agent => Name(pool, agent)));
            var wish = string.Create(CultureInfo.InvariantCulture, $"{found.Work:0.00} {found.Review:0.00} {found.Other:0.00}");
            Console.WriteLine($"{place}\t{_rows[at].Author}\t{_rows[at].Kind}\t{Name(pool, expected)}\t{best}\t{wish}\t{_rows[at].Text}");
        }

        return right;
    }

    private static void Say(string whose, List<int> rows, Dictionary<int, bool[]> right)
    {
        string[] names = ["wish", "built-in", "first", "three"];
        var shares = names
            .Index()
            .Select(name =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name.Item} {100.0 * rows.Count(at => right[at][name.Index]) / Math.Max(1, rows.Count):0.0}"
                )
            );
        Console.WriteLine($"{whose} ({rows.Count}): {string.Join(", ", shares)}");
    }

    private static int Wish(Sense sense) =>
        sense.ServerSide <= sense.Other ? 1
        : sense.Work > sense.Review ? 0
        : 2 + TensorPrimitives.IndexOfMax(sense.Likely[2..]);

    private RouteWeights Choice(Func<int, bool> isTaken)
    {
        var judged = _sense.Crossed(Folds, isTaken);
        var taken = Enumerable.Range(0, _rows.Count).Where(isTaken).ToList();
        Console.WriteLine(
            $"wish understood, messages left out: {taken.Average(at => _rows[at].Wanted.Contains(Wish(judged[at])) ? 1.0 : 0):P1}"
        );
        ChoiceFit[] fits = [Empty(), Empty(), Empty()];
        foreach (var at in taken)
        {
            foreach (var (pool, right) in _rows[at].Pools)
            {
                var weighing = Weigh(at, pool, judged[at]);
                var features = ChoiceFit.Lay([.. Enumerable.Range(0, pool.Count).Select(weighing.Features)]);
                var fit = fits[Math.Min(2, _rows[at].Wanted[0])];
                fit.Add(features, weighing.Nobody(), right, _rows[at].Weight);

                // Where a specialist is right as well as who does everything, the specialist is the better answer.
                if (right.Count(static found => found) > 1 && right[_everything[pool]])
                    fit.Add(
                        features,
                        weighing.Nobody(),
                        [.. right.Select((found, agent) => found && agent != _everything[pool])],
                        _rows[at].Weight
                    );
            }
        }

        var found = fits.AsParallel().AsOrdered().Select(static fit => fit.Fit()).ToList();
        return new RouteWeights(found[0], found[2], found[1]);
    }

    private static ChoiceFit Empty() => new(RouteWeights.Names.Count, RouteWeights.NobodyNames.Count);

    private RouteWeighing Weigh(int at, IReadOnlyList<AgentDefinition> pool, Sense sense)
    {
        var (index, sentences) = _indexes[pool];
        return new RouteWeighing(_readings[at], index, sense, _vectors?[at], sentences);
    }

    private static string Name(IReadOnlyList<AgentDefinition> pool, bool[] right) =>
        string.Join('|', right.Index().Where(static pair => pair.Item).Select(pair => Name(pool, pair.Index)));

    private static string Name(IReadOnlyList<AgentDefinition> pool, int at) => at < pool.Count ? pool[at].Name : "none";

    private static void Append(StringBuilder text, string part, IReadOnlyList<string> names, double[] weights)
    {
        text.Append(CultureInfo.InvariantCulture, $"{part}:\n");
        for (var at = 0; at < names.Count; at++)
            text.Append(CultureInfo.InvariantCulture, $"  {names[at]}: {weights[at]:0.000}\n");
    }
}

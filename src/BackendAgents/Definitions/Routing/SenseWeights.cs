using System.Globalization;
using System.Numerics.Tensors;

namespace BackendAgents.Definitions.Routing;

// What each sign of BackendSense says for each wish, see Sense. Data, fitted by benchmarks/ (routing-fit); the signs are sorted, so that
// two fits can be compared.
internal sealed class SenseWeights
{
    private static readonly Lazy<SenseWeights> s_words = new(static () => new SenseWeights("sense"));
    private static readonly Lazy<SenseWeights> s_sentences = new(static () => new SenseWeights("sense-embeddings"));

    private readonly Dictionary<string, double[]> _weights = new(StringComparer.Ordinal);

    public SenseWeights(IEnumerable<KeyValuePair<string, double[]>> weights)
    {
        foreach (var (sign, weight) in weights)
            _weights.Add(sign, weight);
    }

    private SenseWeights(string file)
    {
        using var reader = new StreamReader(typeof(SenseWeights).Assembly.GetManifestResourceStream($"lexicon/{file}.tsv")!);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            _weights.Add(cells[0], [.. cells.Skip(1).Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture))]);
        }
    }

    public static SenseWeights Of(bool embeddings) => (embeddings ? s_sentences : s_words).Value;

    public Sense Weigh(IEnumerable<KeyValuePair<string, double>> signs)
    {
        var sums = new double[Sense.Wishes];
        foreach (var (sign, value) in signs)
        {
            if (_weights.TryGetValue(sign, out var weights))
                TensorPrimitives.MultiplyAdd(weights, value, sums, sums);
        }

        return Sense.Of(sums);
    }
}

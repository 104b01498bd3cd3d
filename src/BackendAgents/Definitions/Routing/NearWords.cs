using System.Numerics.Tensors;

namespace BackendAgents.Definitions.Routing;

// Which agents say, in their names, descriptions and examples, words that are near those of a message by meaning: lasagne is near recipes.
internal sealed class NearWords
{
    // Nearer than two words that have nothing to do with each other mostly are; and no more words than a message of some sentences has.
    private const float Near = 0.45f;
    private const int MostWords = 32;

    private readonly float[] _vectors;
    private readonly List<List<(int Agent, double Weight)>> _holders = [];
    private readonly int _agents;

    public NearWords(IReadOnlyList<AgentProfile> profiles)
    {
        _agents = profiles.Count;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var vectors = new List<float[]>();
        for (var agent = 0; agent < profiles.Count; agent++)
        {
            foreach (var (text, weight) in profiles[agent].Said)
            {
                if (!places.TryGetValue(text, out var place))
                {
                    var vector = WordVectors.Default.Alone(text);
                    place = vector is null ? -1 : vectors.Count;
                    places.Add(text, place);
                    if (vector is not null)
                    {
                        vectors.Add(vector);
                        _holders.Add([]);
                    }
                }

                if (place >= 0)
                    _holders[place].Add((agent, weight));
            }
        }

        var length = WordVectors.Default.Length;
        _vectors = new float[vectors.Count * length];
        foreach (var (at, vector) in vectors.Index())
            vector.CopyTo(_vectors, at * length);
    }

    /// <summary>For each agent how much of a message is near to what it says, 0 to about 2.</summary>
    public double[] Of(IEnumerable<Word> words)
    {
        var sums = new double[_agents];
        var best = new double[_agents];
        var length = WordVectors.Default.Length;
        foreach (
            var word in words
                .Where(static word => !SmallWords.Common.Contains(word.Stem))
                .DistinctBy(static word => word.Stem)
                .Take(MostWords)
        )
        {
            if (WordVectors.Default.Alone(word.Text) is not { } vector)
                continue;
            Array.Clear(best);
            for (var at = 0; at < _holders.Count; at++)
            {
                var likeness = TensorPrimitives.Dot(vector, _vectors.AsSpan(at * length, length));
                if (likeness <= Near)
                    continue;

                // What many say tells little.
                var worth = (likeness - Near) / (1 - Near) * Math.Log(1 + ((_agents + 50.0) / _holders[at].Count)) / Math.Log(_agents + 51);
                foreach (var (agent, weight) in _holders[at])
                    best[agent] = Math.Max(best[agent], worth * weight);
            }

            TensorPrimitives.Add(sums, best, sums);
        }

        return sums;
    }
}
